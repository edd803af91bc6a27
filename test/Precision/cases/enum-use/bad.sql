-- expect: enum-use
-- with: -Wenum-use
-- change
CREATE TYPE mood AS ENUM ('sad', 'ok');
