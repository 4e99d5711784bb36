# The built-in targets; gen/embedded.c is made from them.
templates = \
	%D%/ddl/ddl.target \
	%D%/ddl/mysql.target \
	%D%/ddl/mysql.tmpl \
	%D%/ddl/postgresql.target \
	%D%/ddl/postgresql.tmpl \
	%D%/ddl/sqlite.target \
	%D%/ddl/sqlite.tmpl \
	%D%/ddl/sqlserver.target \
	%D%/ddl/sqlserver.tmpl \
	%D%/ddl/tables.tmpl \
	%D%/drizzle/columns.tmpl \
	%D%/drizzle/drizzle.target \
	%D%/drizzle/keys.tmpl \
	%D%/drizzle/local.tmpl \
	%D%/drizzle/mysql.target \
	%D%/drizzle/postgresql.target \
	%D%/drizzle/primary.tmpl \
	%D%/drizzle/relations.tmpl \
	%D%/drizzle/schema.tmpl \
	%D%/drizzle/sqlite.target \
	%D%/drizzle@1/drizzle.target \
	%D%/drizzle@1/mysql.target \
	%D%/drizzle@1/postgresql.target \
	%D%/drizzle@1/primary.tmpl \
	%D%/drizzle@1/relations.tmpl \
	%D%/drizzle@1/sqlite.target \
	%D%/prisma/blocks.tmpl \
	%D%/prisma/file.tmpl \
	%D%/prisma/model.tmpl \
	%D%/prisma/mysql.target \
	%D%/prisma/postgresql.target \
	%D%/prisma/prisma.target \
	%D%/prisma/schema.tmpl \
	%D%/prisma/sqlite.target \
	%D%/prisma/sqlserver.target \
	%D%/prisma/value.tmpl \
	%D%/prisma@6/mysql.target \
	%D%/prisma@6/postgresql.target \
	%D%/prisma@6/prisma.target \
	%D%/prisma@6/sqlite.target \
	%D%/prisma@6/sqlserver.target \
	%D%/sql/mysql.target \
	%D%/sql/postgresql.target \
	%D%/sql/sqlite.target \
	%D%/sql/sqlserver.target

EXTRA_DIST += $(templates)
