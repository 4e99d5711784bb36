# Generates authgen-differences(7) from man/differences: a section for each list of
# tools, in the order of the file, and an item for each entry.
function roff(text) {
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	return text
}

# Prints TEXT in lines that mandoc accepts; each sentence begins a line.
function fill(text, n, i, words, line) {
	n = split(roff(text), words, " ")
	for (i = 1; i <= n; i++) {
		if (line && length(line " " words[i]) > 72) {
			print line
			line = ""
		}
		line = line (line ? " " : "") words[i]
		if (words[i] ~ /\.$/ || i == n) {
			print line
			line = ""
		}
	}
}

# Returns the rest of the line that begins with KEY.
function value(key, i) {
	for (i = 1; i <= NF; i++)
		if (index($i, key " ") == 1) {
			sub(/^[a-z]+ +/, "", $i)
			return $i
		}
	return ""
}

BEGIN {
	RS = ""
	FS = "\n"
	print ".\\\" Made by man/differences.awk from man/differences."
	print ".Dd November 21, 2026\n.Dt AUTHGEN-DIFFERENCES 7\n.Os"
	print ".Sh NAME\n.Nm authgen-differences"
	print ".Nd where a tool creates a different database"
	print ".Sh DESCRIPTION"
	print "All targets of"
	print ".Xr authgen 1"
	print "create the same database, names included."
	print "This page lists the exceptions."
	print "In these cases the target\\(aqs own tool creates something else,"
	print "or would change the database of the target"
	print ".Cm ddl ,"
	print "whatever its input is."
	print "The tests allow no other difference, and each of these occurs"
	print "in them."
}

/^#/ { next }

{
	tool = value("tool")
	dialect = value("dialect")
	if (tool != last) {
		if (last)
			print ".El"
		print ".Ss " roff(tool) "\n.Bl -tag -width postgresql"
		last = tool
	}
	print ".It Cm " (dialect ? roff(dialect) : "all databases")
	fill(value("why"))
}

END { print ".El\n.Sh SEE ALSO\n.Xr authgen 1 ,\n.Xr authgen-targets 7" }
