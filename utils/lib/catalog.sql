-- Everything a database's catalog says about its own objects, one line per fact, sorted. Names are
-- always qualified. Column order is not a fact; what an extension brought and _prisma_migrations are
-- left out; left-over helper objects of a migration are not.
SET search_path = '';
WITH
brought AS (SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
space AS (
  SELECT oid, pg_catalog.quote_ident(nspname) AS name, nspname FROM pg_catalog.pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
rel AS (
  SELECT c.*, s.name || '.' || pg_catalog.quote_ident(c.relname) AS name
  FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM brought b WHERE b.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND b.objid = c.oid)
    AND c.relname !~ '^_prisma_migrations(_pkey)?$'),
typ AS (
  SELECT t.*, s.name || '.' || pg_catalog.quote_ident(t.typname) AS name
  FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE NOT EXISTS (SELECT FROM brought b WHERE b.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND b.objid = t.oid)),
proc AS (
  SELECT p.*, s.name || '.' || pg_catalog.quote_ident(p.proname) || '('
         || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')' AS name
  FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM brought b WHERE b.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND b.objid = p.oid)),
col AS (
  SELECT a.*, pg_catalog.to_jsonb(a) ->> 'attcompression' AS compression, r.relkind, r.name || '.' || pg_catalog.quote_ident(a.attname) AS name
  FROM pg_catalog.pg_attribute a JOIN rel r ON r.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped),
-- What may have privileges, with those that it has without a word.
access(name, owner, acl, standard) AS (
  SELECT 'schema ' || name, n.nspowner, n.nspacl, pg_catalog.acldefault('n', n.nspowner)
  FROM space JOIN pg_catalog.pg_namespace n ON n.oid = space.oid WHERE space.nspname <> 'public'
UNION ALL
  SELECT 'relation ' || name, relowner, relacl, pg_catalog.acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)
  FROM rel WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
UNION ALL
  SELECT 'type ' || name, typowner, typacl, pg_catalog.acldefault('T', typowner) FROM typ WHERE typtype IN ('e', 'd', 'r', 'm')
     OR typtype = 'c' AND EXISTS (SELECT FROM rel WHERE rel.oid = typrelid AND relkind = 'c')
UNION ALL
  SELECT 'function ' || name, proowner, proacl, pg_catalog.acldefault('f', proowner) FROM proc
UNION ALL
  SELECT 'column ' || name, NULL, attacl, NULL FROM col),
fact(kind, name, what) AS (
  SELECT 'schema', name, CASE WHEN nspname = 'public' THEN '' ELSE 'created' END FROM space
UNION ALL
  SELECT 'extension', pg_catalog.quote_ident(extname), 'schema ' || extnamespace::pg_catalog.regnamespace::text
  FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'
UNION ALL
  SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
                      WHEN 'c' THEN 'composite type' END, name,
         pg_catalog.concat_ws(' ', CASE relpersistence WHEN 'u' THEN 'unlogged' END,
           pg_catalog.pg_get_partkeydef(rel.oid), pg_catalog.pg_get_expr(relpartbound, rel.oid),
           (SELECT 'inherits ' || pg_catalog.string_agg(inhparent::pg_catalog.regclass::text, ', ' ORDER BY inhseqno)
            FROM pg_catalog.pg_inherits WHERE inhrelid = rel.oid),
           'with ' || reloptions::text,
           'toast ' || (SELECT t.reloptions::text FROM pg_catalog.pg_class t WHERE t.oid = rel.reltoastrelid),
           (SELECT 'tablespace ' || pg_catalog.quote_ident(spcname) FROM pg_catalog.pg_tablespace s WHERE s.oid = rel.reltablespace),
           CASE WHEN relrowsecurity THEN 'row security' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
           CASE relreplident WHEN 'f' THEN 'replica identity full' WHEN 'n' THEN 'replica identity nothing'
                             WHEN 'i' THEN 'replica identity index' END)
  FROM rel WHERE relkind IN ('r', 'p', 'f', 'c')
UNION ALL
  SELECT 'column', col.name,
         pg_catalog.concat_ws(' ', pg_catalog.format_type(atttypid, atttypmod),
           CASE WHEN attcollation <> t.typcollation
                THEN (SELECT 'collate ' || pg_catalog.quote_ident(collname) FROM pg_catalog.pg_collation c WHERE c.oid = attcollation) END,
           CASE WHEN attnotnull THEN 'not null' END,
           CASE attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
           CASE attgenerated WHEN 's' THEN 'generated stored as ' WHEN 'v' THEN 'generated virtual as ' ELSE 'default ' END
             || pg_catalog.pg_get_expr(d.adbin, d.adrelid),
           CASE WHEN attstorage <> t.typstorage THEN 'storage ' || attstorage::text END,
           CASE compression WHEN 'p' THEN 'compression pglz' WHEN 'l' THEN 'compression lz4' END)
  FROM col JOIN pg_catalog.pg_type t ON t.oid = atttypid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
  WHERE relkind IN ('r', 'p', 'f', 'c')
UNION ALL
  -- A validated NOT NULL constraint (18 and later) is what the column's line says. Of the copies of a foreign key for the
  -- partitions that it refers to, servers before 18 never say that they are validated; nothing reads it there. Their names
  -- are numbered as the partitions came.
  SELECT 'constraint', coalesce(rel.name, typ.name) || '.' ||
         CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint whole WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid)
              THEN '*' ELSE pg_catalog.quote_ident(conname) END,
         CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint whole WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid)
              THEN pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', '')
              ELSE pg_catalog.pg_get_constraintdef(k.oid) END || CASE WHEN NOT convalidated AND contype NOT IN ('c', 'f', 'n') THEN ' not validated' ELSE '' END
  FROM pg_catalog.pg_constraint k LEFT JOIN rel ON rel.oid = k.conrelid LEFT JOIN typ ON typ.oid = k.contypid
  WHERE coalesce(rel.name, typ.name) IS NOT NULL AND contype <> 't' AND NOT (contype = 'n' AND convalidated)
UNION ALL
  SELECT 'index', rel.name,
         pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(rel.oid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
           (SELECT 'tablespace ' || pg_catalog.quote_ident(spcname) FROM pg_catalog.pg_tablespace s WHERE s.oid = rel.reltablespace),
           (SELECT 'part of ' || inhparent::pg_catalog.regclass::text FROM pg_catalog.pg_inherits WHERE inhrelid = rel.oid),
           CASE WHEN NOT i.indisready THEN 'NOT READY' END, CASE WHEN i.indisreplident THEN 'replica identity' END,
           CASE WHEN i.indisclustered THEN 'clustered' END)
  FROM rel JOIN pg_catalog.pg_index i ON i.indexrelid = rel.oid
UNION ALL
  SELECT 'enum', name, (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
                        FROM pg_catalog.pg_enum WHERE enumtypid = typ.oid)
  FROM typ WHERE typtype = 'e'
UNION ALL
  SELECT 'domain', name, pg_catalog.concat_ws(' ', pg_catalog.format_type(typbasetype, typtypmod),
                                              CASE WHEN typcollation <> (SELECT b.typcollation FROM pg_catalog.pg_type b WHERE b.oid = typ.typbasetype)
                                                   THEN 'collate ' || (SELECT pg_catalog.quote_ident(collname) FROM pg_catalog.pg_collation c WHERE c.oid = typcollation) END,
                                              CASE WHEN typnotnull THEN 'not null' END, 'default ' || typdefault)
  FROM typ WHERE typtype = 'd'
UNION ALL
  SELECT 'range type', name,
         pg_catalog.concat_ws(' ', 'of ' || pg_catalog.format_type(g.rngsubtype, NULL),
           'opclass ' || (SELECT pg_catalog.quote_ident(opcname) FROM pg_catalog.pg_opclass o WHERE o.oid = g.rngsubopc),
           'collate ' || (SELECT pg_catalog.quote_ident(collname) FROM pg_catalog.pg_collation c WHERE c.oid = g.rngcollation),
           'diff ' || nullif(g.rngsubdiff::oid, 0)::pg_catalog.regproc)
  FROM typ JOIN pg_catalog.pg_range g ON g.rngtypid = typ.oid WHERE typtype = 'r'
UNION ALL
  SELECT 'multirange type', name, '' FROM typ WHERE typtype = 'm'
UNION ALL
  SELECT 'sequence', rel.name,
         pg_catalog.format('%s start %s increment %s min %s max %s cache %s%s%s', pg_catalog.format_type(q.seqtypid, NULL), q.seqstart,
           q.seqincrement, q.seqmin, q.seqmax, q.seqcache, CASE WHEN q.seqcycle THEN ' cycle' END,
           (SELECT ' owned by ' || o.name FROM pg_catalog.pg_depend d JOIN col o ON o.attrelid = d.refobjid AND o.attnum = d.refobjsubid
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = rel.oid AND d.deptype IN ('a', 'i')))
  FROM rel JOIN pg_catalog.pg_sequence q ON q.seqrelid = rel.oid
UNION ALL
  SELECT CASE relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END, name,
         pg_catalog.concat_ws(' ', 'with ' || reloptions::text, CASE WHEN NOT relispopulated THEN 'not populated' END,
                              pg_catalog.pg_get_viewdef(oid))
  FROM rel WHERE relkind IN ('v', 'm')
UNION ALL
  SELECT CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, name,
         CASE WHEN prokind IN ('f', 'p', 'w') THEN pg_catalog.pg_get_functiondef(oid) ELSE '' END
  FROM proc
UNION ALL
  SELECT 'trigger', rel.name || '.' || pg_catalog.quote_ident(tgname),
         pg_catalog.pg_get_triggerdef(t.oid) || CASE tgenabled WHEN 'O' THEN '' ELSE ' enabled ' || tgenabled::text END
  FROM pg_catalog.pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE NOT tgisinternal
UNION ALL
  SELECT 'rule', rel.name || '.' || pg_catalog.quote_ident(rulename), pg_catalog.pg_get_ruledef(r.oid)
  FROM pg_catalog.pg_rewrite r JOIN rel ON rel.oid = r.ev_class WHERE rulename <> '_RETURN'
UNION ALL
  SELECT 'policy', rel.name || '.' || pg_catalog.quote_ident(polname),
         pg_catalog.concat_ws(' ', polcmd::text,
           'to ' || (SELECT pg_catalog.string_agg(CASE o WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(o)) END, ', '
                                                  ORDER BY pg_catalog.pg_get_userbyid(o)) FROM pg_catalog.unnest(polroles) o), CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END,
           'using ' || pg_catalog.pg_get_expr(polqual, polrelid), 'check ' || pg_catalog.pg_get_expr(polwithcheck, polrelid))
  FROM pg_catalog.pg_policy p JOIN rel ON rel.oid = p.polrelid
UNION ALL
  SELECT 'publication', pg_catalog.quote_ident(pubname),
         pg_catalog.concat_ws(' ', CASE WHEN puballtables THEN 'all tables' END, CASE WHEN pubinsert THEN 'insert' END,
           CASE WHEN pubupdate THEN 'update' END, CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END,
           CASE WHEN pg_catalog.to_jsonb(p) ->> 'pubviaroot' = 'true' THEN 'via root' END,
           CASE WHEN pubowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN 'owner ' || pg_catalog.pg_get_userbyid(pubowner) END)
  FROM pg_catalog.pg_publication p
UNION ALL
  -- What it comes to, also of schemas. Columns and filter came with 15.
  SELECT 'published', pg_catalog.quote_ident(v.pubname) || ' ' || pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(tablename),
         pg_catalog.concat_ws(' ', '(' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname)
                                           FROM pg_catalog.pg_attribute a
                                           WHERE a.attrelid = r.prrelid AND a.attnum::text = ANY (pg_catalog.string_to_array(
                                             pg_catalog.translate(pg_catalog.to_jsonb(r) ->> 'prattrs', '[] ', ''), ','))) || ')',
                              'where ' || (pg_catalog.to_jsonb(v) ->> 'rowfilter'))
  FROM pg_catalog.pg_publication_tables v JOIN pg_catalog.pg_publication p ON p.pubname = v.pubname
  LEFT JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid
    AND r.prrelid = pg_catalog.to_regclass(pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(tablename))
UNION ALL
  SELECT 'statistics', space.name || '.' || pg_catalog.quote_ident(stxname),
         pg_catalog.concat_ws(' ', stxkind::text, 'on ' || stxrelid::pg_catalog.regclass::text,
           (SELECT pg_catalog.string_agg(piece, ', ' ORDER BY piece) FROM pg_catalog.regexp_split_to_table(
              pg_catalog.substring(pg_catalog.pg_get_statisticsobjdef(s.oid), ' ON (.*) FROM '), ', ') piece),
           'target ' || nullif(coalesce(pg_catalog.to_jsonb(s) ->> 'stxstattarget', '-1'), '-1'))
  FROM pg_catalog.pg_statistic_ext s JOIN space ON space.oid = s.stxnamespace
UNION ALL
  SELECT g.kind, a.name, pg_catalog.concat_ws(' ', g.privilege_type, CASE g.kind WHEN 'grant' THEN 'to' ELSE 'from' END,
           CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,
           CASE WHEN is_grantable THEN 'with grant option' END)
  FROM access a CROSS JOIN LATERAL (
    (SELECT 'grant' AS kind, grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(a.acl)
     EXCEPT SELECT 'grant', grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(a.standard))
    UNION ALL
    (SELECT 'revoke', grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(a.standard) WHERE a.acl IS NOT NULL
     EXCEPT SELECT 'revoke', grantee, privilege_type, is_grantable FROM pg_catalog.aclexplode(a.acl))) g
UNION ALL
  SELECT 'owner', name, pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(owner)) FROM access
  WHERE owner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
UNION ALL
  SELECT 'comment', i.type || ' ' || i.identity, d.description
  FROM pg_catalog.pg_description d
  CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) i
  WHERE (i.schema IN (SELECT name FROM space) OR i.type = 'schema' AND i.identity IN (SELECT name FROM space)
         OR i.type = 'publication'
         OR (d.classoid, d.objoid) IN (SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, o.oid FROM pg_catalog.pg_policy o JOIN rel ON rel.oid = o.polrelid)
         OR (d.classoid, d.objoid) IN (SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid FROM pg_catalog.pg_trigger t JOIN rel ON rel.oid = t.tgrelid)
         OR (d.classoid, d.objoid) IN (SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid FROM pg_catalog.pg_constraint k JOIN rel ON rel.oid = k.conrelid)
         OR (d.classoid, d.objoid) IN (SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid FROM pg_catalog.pg_constraint k JOIN typ ON typ.oid = k.contypid))
    AND NOT (i.type = 'schema' AND i.identity = 'public')
    AND NOT EXISTS (SELECT FROM brought b WHERE b.classid = d.classoid AND b.objid = d.objoid)
)
SELECT line FROM (
  SELECT pg_catalog.rtrim(pg_catalog.replace(pg_catalog.replace(kind || ' ' || name || ': ' || what, '\', '\\'), E'\n', '\n')) AS line
  FROM fact WHERE NOT (kind = 'schema' AND what = '')) AS lines
ORDER BY line COLLATE "C";
