-- The two roles and the database of LSC Places. Run as a superuser, any number of times:
--   psql -v ON_ERROR_STOP=1 -v owner_password=... -v app_password=... -f roles.sql
-- Without the passwords (the private stores, where only the folder's owner gets to the socket) none are set.

SELECT 'CREATE ROLE lsc_places_owner LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lsc_places_owner') \gexec
SELECT 'CREATE ROLE lsc_places_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lsc_places_app') \gexec

\if :{?owner_password}
ALTER ROLE lsc_places_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE lsc_places_app PASSWORD :'app_password';
\endif

SELECT 'CREATE DATABASE lsc_places OWNER lsc_places_owner ENCODING ''UTF8'' TEMPLATE template0 LOCALE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'lsc_places') \gexec

\connect lsc_places
ALTER SCHEMA public OWNER TO lsc_places_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON DATABASE lsc_places FROM PUBLIC;
GRANT CONNECT ON DATABASE lsc_places TO lsc_places_app;
GRANT USAGE ON SCHEMA public TO lsc_places_app;
