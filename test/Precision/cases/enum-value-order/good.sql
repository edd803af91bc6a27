-- expect: nothing
-- with: -Wenum-value-order -Wno-enum-add-value-readers
-- before
CREATE TYPE size AS ENUM ('small', 'large');
-- change
ALTER TYPE size ADD VALUE 'medium' BEFORE 'large';
