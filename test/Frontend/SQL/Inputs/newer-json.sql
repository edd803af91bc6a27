CREATE TABLE j (id int, d text CHECK (d IS JSON), value int);
CREATE VIEW a AS SELECT json_object('a' VALUE id, 'b' : value RETURNING jsonb) AS o, system_user AS who FROM j WHERE d IS NOT JSON OBJECT;
