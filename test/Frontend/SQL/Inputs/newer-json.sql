CREATE TABLE j (id int, d text CHECK (d IS JSON), value int);
CREATE VIEW b AS SELECT j.id, x.n, x.k, x.l FROM j, JSON_TABLE(j.d::jsonb, '$[*]' AS p PASSING 1 AS y COLUMNS (n FOR ORDINALITY, k numeric(5, 2) PATH '$.k' DEFAULT 0 ON EMPTY, NESTED PATH '$.l[*]' COLUMNS (l text FORMAT JSON PATH '$' KEEP QUOTES)) ERROR ON ERROR) AS x;
CREATE VIEW a AS SELECT json_object('a' VALUE id, 'b' : value RETURNING jsonb) AS o, system_user AS who FROM j WHERE d IS NOT JSON OBJECT;
