-- The sequence of an identity column belongs to it, and nothing changes that; identity-sequence-owner-live.test asks a server.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int);
CREATE TABLE s (id bigserial PRIMARY KEY, n int);
-- expected-error@+1 {{'own_sequence' on 't_id_seq' would be refused: it is that of the identity column 't.id'}}
ALTER SEQUENCE t_id_seq OWNED BY t.n;
-- expected-error@+1 {{it is that of the identity column 't.id'}}
ALTER SEQUENCE t_id_seq OWNED BY NONE;
-- expected-error@+1 {{it is that of the identity column 't.id'}}
ALTER SEQUENCE t_id_seq OWNED BY t.id;
ALTER SEQUENCE t_id_seq CACHE 10;
ALTER SEQUENCE s_id_seq OWNED BY s.n;
ALTER SEQUENCE s_id_seq OWNED BY NONE;
