# The built-in targets; gen/embedded.c is made from them.
templates = \
	%D%/drizzle/columns.tmpl \
	%D%/drizzle/drizzle.target \
	%D%/drizzle/keys.tmpl \
	%D%/drizzle/local.tmpl \
	%D%/drizzle/mysql.target \
	%D%/drizzle/postgresql.target \
	%D%/drizzle/relations.tmpl \
	%D%/drizzle/schema.tmpl \
	%D%/drizzle/sqlite.target

EXTRA_DIST += $(templates)
