# Generates authgen-editors(7) from man/authgen-editors.in: a line `@recipe NAME@`
# is replaced by the file editors/recipes/NAME, which the tests run.
# -v recipes=DIR

# Prints LINE as text that roff leaves alone.
function literal(line) {
	gsub(/\\/, "\\e", line)
	gsub(/-/, "\\-", line)
	gsub(/'/, "\\(aq", line)
	if (line ~ /^\./)
		line = "\\&" line
	print line
}

/^@recipe .*@$/ {
	file = recipes "/" substr($2, 1, length($2) - 1)
	if ((getline line <file) <= 0) {
		print "recipes.awk: cannot read " file >"/dev/stderr"
		exit 1
	}
	print ".Bd -literal -offset indent"
	do
		literal(line)
	while ((getline line <file) > 0)
	print ".Ed"
	close(file)
	next
}

{ print }
