# AX_PROG_AUTHGEN([MINIMUM-VERSION], [ACTION-IF-FOUND], [ACTION-IF-NOT-FOUND])
#
# Looks for authgen, unless the user says AUTHGEN=..., and for its version. Sets
# and substitutes AUTHGEN, empty if it is missing or too old, and
# AUTHGEN_VERSION. Without an action for it, that it was not found is an error.
# configure.ac of a project that ships what authgen has written can do without:
#
#     AX_PROG_AUTHGEN([0.1], [], [AUTHGEN=:])
AC_DEFUN([AX_PROG_AUTHGEN], [
AC_ARG_VAR([AUTHGEN], [the program authgen])
AC_SUBST([AUTHGEN_VERSION])
AC_PATH_PROG([AUTHGEN], [authgen])
AS_IF([test -n "$AUTHGEN"], [
    AC_MSG_CHECKING([for the version of $AUTHGEN])
    AUTHGEN_VERSION=`"$AUTHGEN" --version 2>/dev/null |
        sed -n 's/^authgen //p'`
    AC_MSG_RESULT([${AUTHGEN_VERSION:-none}])
    AS_IF([test -z "$AUTHGEN_VERSION"], [AUTHGEN=],
        [AS_VERSION_COMPARE([$AUTHGEN_VERSION], [m4_default([$1], [0])],
            [AUTHGEN=])])])
AS_IF([test -n "$AUTHGEN"], [$2], [m4_default([$3],
    [AC_MSG_ERROR([authgen]m4_ifval([$1], [[ $1 or newer]])[ is needed])])])
])
