# The whole folder; nothing in it is built.
EXTRA_DIST += %D%
