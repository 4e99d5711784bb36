# The folder as a whole: it holds nothing that is built.
EXTRA_DIST += %D%
