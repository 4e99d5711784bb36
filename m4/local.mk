# For configure.ac of others; our own needs none of it.
aclocaldir = $(datadir)/aclocal
dist_aclocal_DATA = %D%/ax_prog_authgen.m4
