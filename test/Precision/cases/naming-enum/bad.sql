-- expect: naming-enum
-- with: -Wnaming-enum
-- change
CREATE TYPE "Mood" AS ENUM ('a');
