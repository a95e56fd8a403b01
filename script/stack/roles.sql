-- The two roles and the database of LSC Places. Run by psql as a superuser, any number of times.
-- Passwords come from the environment. Without them none are set, as for the private stores of script/server,
-- where only the account that owns the folder gets to the socket.

\getenv owner_password LSC_PLACES_OWNER_PASSWORD
\getenv app_password LSC_PLACES_APP_PASSWORD

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
