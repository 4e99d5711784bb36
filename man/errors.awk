# Generates authgen-errors(7) from base/diag.def and man/codes: a section for each
# comment of the first, an item for each code, with its page.
#
#     awk -f errors.awk base/diag.def man/codes
function roff(text) {
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	gsub(/`/, "\\(ga", text)
	gsub(/'/, "\\(aq", text)
	gsub(/\(\)/, "(\\\\\\&)", text)
	return text ~ /^\./ ? "\\\\\\&" text : text
}

# Prints the collected paragraph in lines that mandoc accepts; each sentence
# begins a line.
function fill(n, i, words, line) {
	n = split(text, words, " ")
	for (i = 1; i <= n; i++) {
		if (line && length(roff(line " " words[i])) > 76) {
			print roff(line)
			line = ""
		}
		line = line (line ? " " : "") words[i]
		if (words[i] ~ /\.$/ || i == n) {
			print roff(line)
			line = ""
		}
	}
	text = ""
}

# Ends the paragraph or example above. With `next_example`, an example begins or
# continues.
function end(next_example) {
	if (text)
		fill()
	if (example && !next_example)
		print ".Ed"
	if (!example && next_example)
		print ".Bd -literal -offset indent"
	example = next_example
}

BEGIN {
	print ".\\\" Made by man/errors.awk from base/diag.def and man/codes."
	print ".Dd November 21, 2026\n.Dt AUTHGEN-ERRORS 7\n.Os"
	print ".Sh NAME\n.Nm authgen-errors"
	print ".Nd the diagnostics of authgen"
	print ".Sh DESCRIPTION"
	print "Every diagnostic of"
	print ".Xr authgen 1"
	print "has a code, which keeps its meaning in all versions."
	print "This page explains each code, as"
	print ".Ql authgen explain"
	print "does: what is wrong, an example, and the fix."
}

# base/diag.def: the summaries.
FNR == NR {
	if (/^\/\* .* \*\/$/)
		section = substr($0, 4, length($0) - 6)
	if (/^AG_DIAG/)
		entry = ""
	entry = entry $0
	if (/\);?$/ && entry ~ /^AG_DIAG/) {
		split(entry, part, ", *")
		code = "AG" part[2]
		level[code] = tolower(part[3])
		gsub(/^AG_DIAG[^"]*"|"\)$/, "", entry)
		gsub(/" *"/, "", entry)
		summary[code] = entry
		sections[code] = section
		entry = ""
	}
	next
}

/^#/ { next }

/^AG[0-9]+$/ {
	end(0)
	if (sections[$0] != last) {
		if (last)
			print ".El"
		last = sections[$0]
		print ".Ss " roff(last) "\n.Bl -tag -width Ds"
	}
	print ".It Sy " $0 " , " level[$0] ": " roff(summary[$0])
	blank = begun = 0
	next
}

/^$/ {
	blank = 1
	next
}

/^    / {
	if (example && blank)
		print ""
	end(1)
	blank = 0
	print roff(substr($0, 5))
	next
}

{
	if (blank || example)
		end(0)
	if (blank && begun)
		print ".Pp"
	begun = 1
	blank = 0
	text = text (text ? " " : "") $0
}

END {
	end(0)
	print ".El\n.Sh SEE ALSO\n.Xr authgen 1 ,\n.Xr authgen-schema 5 ,"
	print ".Xr authgen-templates 5"
}
