# For CMakeLists.txt of others: find_package(authgen).
authgencmakedir = $(libdir)/cmake/authgen
dist_authgencmake_DATA = %D%/authgenConfig.cmake
nodist_authgencmake_DATA = %D%/authgenConfigVersion.cmake
