/* The cases of tests/lookup-unit.c. */

#define BLOG                                                                   \
    "datasource db {\n"                                                        \
    "  provider = \"postgresql\"\n"                                            \
    "}\n"                                                                      \
    "enum Role {\n  admin\n  member\n}\n"                                      \
    "model User {\n"                                                           \
    "  id    Id     @id\n"                                                     \
    "  /// Where letters go.\n"                                                \
    "  email String @unique @db.VarChar(255)\n"                                \
    "  role  Role   @default(member)\n"                                        \
    "}\n"

static void
test_symbols(void)
{
    symbol_is(BLOG "model Post {\n  id Id @id\n  by U|ser\n}\n",
              "model User at t.auth:16:User", "a type");
    symbol_is(BLOG "model Pos|t {\n  id Id @id\n}\n",
              "model Post, declared, at t.auth:14:Post", "declared");
    symbol_is("model A {\n  i|d Id @id\n}",
              "field id, declared, at t.auth:2:id", "a field");
    symbol_is("model A {\n  id| Id @id\n}",
              "field id, declared, at t.auth:2:id", "just behind a name");
    symbol_is("model A {\n  id I|d @id\n}", "scalar Id at t.auth:2:Id",
              "a scalar");
    symbol_is("model A {\n  id Id @|id\n}", "attribute id at t.auth:2:@id",
              "an attribute");
    symbol_is("model A {\n  id Id @id\n  @@in|dex([id])\n}",
              "attribute index at t.auth:3:@@index", "a block attribute");
    symbol_is("model A {\n  id String @id @db.Var|Char(3)\n}",
              "native type db.VarChar at t.auth:2:@db.VarChar", "native");
    symbol_is("model A {\n  id Int @id @default(autoin|crement())\n}",
              "function autoincrement at t.auth:2:autoincrement", "a function");
    symbol_is("model A {\n  id Int @id(ma|p: \"x\")\n}",
              "argument map at t.auth:2:map", "an argument");
    symbol_is("use \"better-|auth\"",
              "use better-auth at t.auth:1:\"better-auth\"", "a preset");
    symbol_is("generator x {\n  provider = \"dri|zzle\"\n}",
              "target drizzle at t.auth:2:\"drizzle\"", "a target");
    symbol_is("generator x {\n  provider = \"authgen\"\n  target = \"drizzle|\"\n}",
              "target drizzle at t.auth:3:\"drizzle\"", "its own setting");
    symbol_is("generator x {\n  relat|ions = true\n}",
              "setting relations at t.auth:2:relations", "an option");
    symbol_is("config {\n  tables = sna|ke\n}",
              "choice snake at t.auth:2:snake", "a choice");
    symbol_is("config {\n  Date|Time = Timestamptz(3)\n}",
              "scalar DateTime at t.auth:2:DateTime", "a scalar's type");
    symbol_is("model A {\n  id Int @id // he|re\n}", "", "a comment");
    symbol_is("|", "", "an empty file");
    symbol_is("model A {\n  id Int @id\n  x = 3\n  b Strin|g\n}",
              "scalar String at t.auth:4:String",
              "after a line that cannot be read");
}

static void
test_definitions(void)
{
    definition_is(BLOG "model Post {\n  id Id @id\n  by U|ser\n}\n",
                  "t.auth:8:User", "a type's");
    definition_is(
        BLOG "model Post {\n  id Id @id\n  by Id @references(User.i|d)\n}\n",
        "t.auth:9:id", "a field's");
    definition_is(BLOG "extend model User {\n  em|ail String @map(\"x\")\n}\n",
                  "t.auth:11:email", "a field's in an extend");
    definition_is(BLOG "extend model User {\n  age Int\n  @@index([a|ge])\n}\n",
                  "t.auth:15:age", "a field's of an extend");
    definition_is(
        "enum R {\n  a\n}\nmodel A {\n  id Int @id\n  r R @default(|a)\n}\n",
        "t.auth:2:a", "a value's");
    definition_is("mixin M {\n  at DateTime\n}\nmodel A {\n  id Int @id\n  "
                  "@@include(M|)\n}\n",
                  "t.auth:1:M", "a mixin's");
    definition_is("mixin M {\n  at DateTime\n}\nmodel A {\n  id Int @id\n  "
                  "@@include(M)\n  @@index([a|t])\n}\n",
                  "t.auth:2:at", "a mixin's field's");
    definition_is("model A {\n  id Int @id\n  b B @relation(fields: [id], "
                  "references: [i|d])\n}\nmodel B {\n  id Int @id\n}\n",
                  "t.auth:6:id", "of what a relation refers to");
    definition_is("model A {\n  id Int @id\n  b B @relation(fields: [i|d], "
                  "references: [id])\n}\nmodel B {\n  id Int @id\n}\n",
                  "t.auth:2:id", "of what holds a relation");
    definition_is("rename model A B\nmodel A {\n  id Int @id\n}\nmodel C {\n  "
                  "id Int @id\n  x B|\n}\n",
                  "t.auth:2:A", "after a rename");
    definition_is("model A {\n  id Int @id\n}\nmodel C {\n  id Int @id\n  aId "
                  "Int @references(A.id, as: x, back: cs)\n}\nomit field A.c|s",
                  "t.auth:6:cs", "of a relation that @references makes");
    definition_is("use \"better-auth\"\nextend model Us|er {\n  a Int\n}\n",
                  "presets/better-auth/core.auth:10:User (built in)",
                  "of what a preset declares");
    definition_is("use \"better-|auth\"\n",
                  "presets/better-auth.auth:1: (built in)", "a preset's");
    definition_is("model A {\n  id I|nt @id\n}\n", "",
                  "of a word of the language: none");
}

static void
test_references(void)
{
    references_are(BLOG
                   "model Post {\n  id Id @id\n  by Id @references(User.i|d)\n "
                   " @@index([by])\n}\nomit field User.id\n",
                   "t.auth:9:id t.auth:16:id t.auth:19:id", "a field's");
    references_are(
        "rename model A B\nmodel A|{\n  id Int @id\n  c C[]\n}\nmodel C {\n  "
        "id Int @id\n  a A @relation(fields: [id], references: "
        "[id])\n}\nextend model A {\n x Int\n}\nomit model A\nomit field A.c",
        "t.auth:1:A t.auth:1:B t.auth:2:A t.auth:8:A t.auth:10:A t.auth:13:A "
        "t.auth:14:A",
        "a model's");
    references_are(
        "enum R {\n  a\n  b\n}\nmodel A {\n  id Int @id\n  r R @default(a)\n  "
        "rs R[] @default([b, a|])\n  @@index([r], where: {r: a})\n}\n",
        "t.auth:2:a t.auth:7:a t.auth:8:a t.auth:9:a", "a value's");
    references_are(
        "model A {\n  id Int @id\n  b B? @relation(\"li|kes\")\n}\nmodel B {\n "
        " id Int @id\n  aId Int @unique\n  a A @relation(\"likes\", fields: "
        "[aId], references: [id])\n}\nmodel C {\n  id Int @id\n  ds D[] "
        "@relation(\"likes\")\n}\n",
        "t.auth:3:likes t.auth:8:likes", "of the name of a relation");
    references_are(
        "model A {\n  id Int @id\n  n Int @unique(map: \"n\")\n  @@id([id, "
        "n|])\n  @@unique([n(sort: Desc)])\n  @@check(\"n > 0\")\n}",
        "t.auth:3:n t.auth:4:n t.auth:5:n", "in keys");
}

static void
test_renames(void)
{
    renamed_is("model A|{\n  id Int @id\n}\nmodel C {\n  id Int @id\n  a Int "
               "@references(A.id)\n}\n",
               "Account",
               "model Account{\n"
               "  id Int @id\n"
               "}\n"
               "model C {\n"
               "  id Int @id\n"
               "  a Int @references(Account.id)\n"
               "}\n",
               "a model");
    renamed_is("model A {\n  id Int @id\n}\nmodel C {\n  id Int @id\n  a Int "
               "@references(A.i|d)\n}\n",
               "key",
               "model A {\n"
               "  key Int @id\n"
               "}\n"
               "model C {\n"
               "  id Int @id\n"
               "  a Int @references(A.key)\n"
               "}\n",
               "a field");
    renamed_is(
        "enum R {\n  a\n}\nmodel A {\n  id Int @id\n  r R @default(|a)\n}\n",
        "z",
        "enum R {\n"
        "  z\n"
        "}\n"
        "model A {\n"
        "  id Int @id\n"
        "  r R @default(z)\n"
        "}\n",
        "a value");
    renamed_is("model A {\n  id Int @id\n  b B? @relation(\"x|\")\n}\nmodel B "
               "{\n  id Int @id\n  aId Int @unique\n  a A @relation(\"x\", "
               "fields: [aId], references: [id])\n}\n",
               "y z",
               "model A {\n"
               "  id Int @id\n"
               "  b B? @relation(\"y z\")\n"
               "}\n"
               "model B {\n"
               "  id Int @id\n"
               "  aId Int @unique\n"
               "  a A @relation(\"y z\", fields: [aId], references: [id])\n"
               "}\n",
               "a relation");
    renamed_is("rename model A B\nmodel A {\n  id Int @id\n}\nmodel C {\n  id "
               "Int @id\n  x B|\n}\n",
               "D",
               "rename model A D\n"
               "model A {\n"
               "  id Int @id\n"
               "}\n"
               "model C {\n"
               "  id Int @id\n"
               "  x D\n"
               "}\n",
               "by the name that a rename gives");
    renamed_is("model A|{\n  id Int @id\n}\nmodel C {\n  id Int @id\n}\n", "C",
               "there is already a model 'C'", "clash of models");
    renamed_is("model A {\n  i|d Int @id\n  x Int\n}\n", "x",
               "model 'A' already has 'x'", "clash of fields");
    renamed_is("model A {\n  i|d Int @id\n}\n", "1x",
               "'1x' is not a valid name: a name begins with a letter and "
               "contains letters, digits and '_'",
               "no name");
    renamed_is("model A {\n  i|d Int @id\n}\n", "a b",
               "'a b' is not a valid name: a name begins with a letter and "
               "contains letters, digits and '_'",
               "two words");
    renamed_is("model A|{\n  id Int @id\n}\n", "class",
               "'class' is a reserved word of TypeScript",
               "a word of TypeScript");
    renamed_is("model A|{\n  id Int @id\n}\n", "String",
               "'String' is the name of a built-in type", "a scalar");
    renamed_is("model A {\n  id I|nt @id\n}\n", "Float",
               "'Int' is a word of the language or of a tool, so it cannot be "
               "renamed",
               "a word of the language");
    renamed_is("use \"better-auth\"\nextend model Us|er {\n  a Int\n}\n",
               "Member",
               "'User' is declared in presets/better-auth/core.auth; add "
               "`rename model User Member` instead",
               "of a preset");
    renamed_is("use \"better-auth\"\nextend model User {\n  em|ail String\n}\n",
               "mail",
               "'email' is declared in presets/better-auth/core.auth; add "
               "`rename field User.email mail` instead",
               "a field of a preset");
    renamed_is("use \"better-auth\"\nextend model User {\n  a|ge Int\n}\n",
               "years",
               "use \"better-auth\"\n"
               "extend model User {\n"
               "  years Int\n"
               "}\n",
               "a field that is added to a preset");
    renamed_is(
        "model A {\n  i|d Int @id\n  x (\n}\n", "y",
        "cannot rename while the schema has syntax errors, because a line "
        "with an error may contain the name",
        "while a line cannot be read");
}

/* What is selected before a new name is asked for. */
static void
selected_is(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    struct ag_look_at at;
    const char *why = ag_look_renamable(a.context, a.file, a.at, &at);

    if (why)
        show("%s", why);
    else
        show_at(&at);
    is_shown(&a, expected, name);
}

static void
test_selections(void)
{
    selected_is("model A|{\n  id Int @id\n}\n", "t.auth:1:A",
                "the name of a model");
    selected_is("model A {\n  id Int @id\n  as A[] @relation(\"li|kes\")\n}\n",
                "t.auth:3:likes", "the name of a relation without its quotes");
    selected_is("model A {\n  id Int @i|d\n}\n",
                "'id' is a word of the language or of a tool, so it cannot be "
                "renamed",
                "an attribute");
    selected_is("model A {\n  id No|thing\n}\n", "'Nothing' is not declared",
                "what is declared nowhere");
    selected_is("model A {\n\n|\n  id Int\n}\n", "no name at this position",
                "no name");
}

static void
test_completion(void)
{
    completion_has("|",
                   "model enum view mixin datasource generator config use "
                   "extend omit rename",
                   "type field String", "an empty file");
    completion_has(
        BLOG "model Post {\n  id |\n}\n",
        "String Boolean Int BigInt Float Decimal DateTime Json Bytes "
        "Date Time Uuid Id Role User Post Unsupported",
        "Asc @id @db.Integer", "types");
    completion_has(BLOG "model Post {\n  id Int @|\n}\n",
                   "@id @unique @default @map @updatedAt @ignore @references "
                   "@check @db.Integer @db.SmallInt @db.Oid",
                   "@relation @@id @db.VarChar @mysql.Int",
                   "attributes of a column");
    completion_has(
        BLOG "model Post {\n  u User @|\n}\n", "@ignore @relation",
        "@id @unique @default @map @updatedAt @references @check @db.Integer",
        "attributes of a relation");
    completion_has(BLOG "model Post {\n  @@|\n}\n",
                   "@@id @@unique @@index @@fulltext @@check @@map @@schema "
                   "@@ignore @@include",
                   "@id id email role", "block attributes");
    completion_has(
        BLOG "enum X {\n  @@|\n}\n", "@@map @@schema",
        "@@id @@unique @@index @@fulltext @@check @@ignore @@include",
        "block attributes of an enum");
    completion_is(BLOG "enum X {\n  a @|\n}\n", "@map",
                  "attributes of a value");
    completion_has(BLOG "extend model User {\n  |\n}\n",
                   "@@id @@unique @@index @@fulltext @@check @@map @@schema "
                   "@@ignore @@include id email role",
                   "@id String User", "fields to be extended");
    completion_is(BLOG "model P {\n  id Int @id(|\n}\n",
                  "map length sort clustered", "arguments");
    completion_is(BLOG "model P {\n  id Int @id(sort: |\n}\n", "Asc Desc",
                  "sort orders");
    completion_is(BLOG "model P {\n  id Int @id(sort: Desc, |\n}\n",
                  "map length clustered", "the other arguments");
    completion_is(BLOG "model P {\n  u Id @references(|\n}\n",
                  "User.id User.email name as back onDelete onUpdate map",
                  "keys of models");
    completion_is(BLOG "model P {\n  u Id @references(User.|\n}\n",
                  "User.id User.email User.role", "columns of a model");
    completion_is(
        BLOG "model P {\n  u Id @references(User.id, onDelete: |\n}\n",
        "Cascade Restrict NoAction SetNull SetDefault", "referential actions");
    completion_is(BLOG
                  "model P {\n  uId Int\n  u User @relation(fields: [|\n}\n",
                  "uId", "own columns, though the block is open");
    completion_is(BLOG "model P {\n  uId Int\n  u User @relation(fields: "
                       "[uId], references: [|])\n}\n",
                  "id email role", "the other model's columns");
    completion_is(BLOG "model P {\n  a Int\n  b Int\n  @@index([a, |])\n}\n",
                  "a b", "columns of an index");
    completion_is(BLOG "model P {\n  a Int\n  @@index([a(|])\n}\n",
                  "sort length ops", "what a column of an index can say");
    completion_is(BLOG "model P {\n  a Int\n  @@index([a(sort: |])\n}\n",
                  "Asc Desc", "its sort orders");
    completion_is(BLOG "model P {\n  a Int\n  @@index([a], type: |)\n}\n",
                  "BTree Hash Gist Gin SpGist Brin", "methods");
    completion_is(
        BLOG "model P {\n  a Int\n  r Role\n  @@index([a], where: { |)\n}\n",
        "a r", "columns of a condition");
    completion_is(
        BLOG "model P {\n  a Int\n  r Role\n  @@index([a], where: { r: |)\n}\n",
        "null admin member", "values of a condition");
    completion_is(BLOG "model P {\n  a Role @default(|)\n}\n",
                  "admin member dbgenerated() map", "values of an enum");
    completion_is(BLOG "model P {\n  a DateTime @default(|)\n}\n",
                  "now() dbgenerated() map", "functions for a time");
    completion_is(BLOG "model P {\n  a Boolean @default(|)\n}\n",
                  "true false dbgenerated() map", "true and false");
    completion_has(
        BLOG "model P {\n  a DateTime @db.|\n}\n",
        "@id @unique @default @map @updatedAt @ignore @references @check "
        "@db.Timestamp @db.Timestamptz @db.Date @db.Time @db.Timetz",
        "@relation @db.VarChar @db.Integer @mysql.DateTime", "native types");
    completion_has(BLOG "model P {\n  a Decimal @mysql.|\n}\n",
                   "@id @unique @default @map @updatedAt @ignore @references "
                   "@check @mysql.Decimal",
                   "@relation @mysql.VarChar @db.Decimal",
                   "native types of another database");
    completion_is("mixin M {\n  a Int\n}\nmodel P {\n  @@include(|\n}\n", "M",
                  "mixins");
    completion_is("model A {\n  id Int @nothing(|", "",
                  "arguments of what is no attribute");
    completion_is("omit |", "model enum field", "what can be omitted");
    completion_is(BLOG "omit model |", "User", "models to omit");
    completion_is(BLOG "omit enum |", "Role", "enums to omit");
    completion_is(BLOG "omit field User.|", "User.id User.email User.role",
                  "fields to omit");
    completion_is("datasource db {\n  provider = \"sqlite\"\n  |\n}\n",
                  "url directUrl shadowDatabaseUrl relationMode schemas "
                  "extensions referentialIntegrity",
                  "settings of a datasource");
    completion_is("datasource db {\n  provider = \"|\"\n}\n",
                  "sqlite postgresql mysql sqlserver cockroachdb", "providers");
    completion_has(
        "config {\n  |\n}\n",
        "id tables columns prefix schema lists json String Boolean Int BigInt "
        "Float Decimal DateTime Json Bytes Date Time Uuid Id",
        "provider url output Unsupported", "settings of config");
    completion_has("config {\n  convention = |\n}\n",
                   "drizzle drizzle@1 prisma",
                   "better-auth convention/prisma", "conventions");
    completion_is("config {\n  tables = |\n}\n",
                  "as_is snake camel pascal plural snake_plural camel_plural "
                  "pascal_plural snake_s camel_s",
                  "styles");
    completion_is("datasource db {\n  provider = \"postgresql\"\n}\nconfig {\n "
                  " DateTime = |\n}\n",
                  "Timestamp Timestamptz Date Time Timetz",
                  "native types of config");
    completion_has(
        "generator x {\n  provider = \"|\n}\n",
        "authgen ddl drizzle drizzle@1 options prisma prisma@6 sql typeorm "
        "typeorm@0.3",
        "sqlite postgresql better-auth", "providers");
    completion_has("generator x {\n  provider = \"authgen\"\n  target = \"|\n}\n",
                   "ddl drizzle drizzle@1 options prisma prisma@6 sql typeorm "
                   "typeorm@0.3",
                   "authgen sqlite", "targets");
    completion_has("generator x {\n  provider = \"authgen\"\n  |\n}\n",
                   "target output dialect only", "provider header",
                   "settings of authgen without a target");
    completion_has("generator x {\n  provider = \"npx authgen\"\n  target = "
                   "\"drizzle\"\n  |\n}\n",
                   "output dialect only header extension relations",
                   "provider target", "settings of authgen's target");
    completion_is("generator x {\n  provider = \"drizzle\"\n  |\n}\n",
                  "output dialect only columns convention id prefix schema tables names "
                  "width indent tabs quotes semicolons commas spacing parens newline "
                  "formatter header extension explicit relations profile",
                  "settings of a target");
    completion_is(
        "generator x {\n  provider = \"drizzle\"\n  relations = |\n}\n",
        "true false", "values of an option");
    completion_is(
        "generator x {\n  provider = \"drizzle\"\n  dialect = \"|\n}\n",
        "sqlite postgresql mysql sqlserver", "dialects");
    completion_is("model A {\n  id Int // |\n}\n", "", "in a comment: nothing");
    completion_is("model A {\n  id Int @map(\"|\n}\n", "",
                  "in a string: nothing");
    completion_has("model A {\n  |id Int\n}\n",
                   "@@id @@unique @@index @@fulltext @@check @@map @@schema "
                   "@@ignore @@include",
                   "@id id", "before a field");
    completion_has("model P {\n  q Q @|\nmodel Q {\n  id Int\n}\n",
                   "@ignore @relation",
                   "@id @unique @default @map @updatedAt @references @check",
                   "in a block that lacks its brace");
    completion_has(
        "model P {\n  a Int @default(\n}\nmodel Q {\n  id |\n}\n",
        "String Boolean Int BigInt Float Decimal DateTime Json Bytes "
        "Date Time Uuid Id P Q Unsupported",
        "a id now()", "behind a parenthesis that is open");
    completion_is(
        "enum R {\n  x\n}\nmodel P {\n  a R @default(|) @map(\"b\")\n}\n",
        "x dbgenerated() map", "before more on the line");
    completion_is(
        "enum R {\n  x\n  y\n}\nmodel P {\n  a R[] @default([x, |])\n}\n",
        "x y", "in a list of values");
#define TWICE(line) line line
#define OFTEN(line) TWICE(TWICE(TWICE(line)))
    completion_is(
        "mixin A {\n  a Int\n" OFTEN(
            "  @@include(B)\n") "}\nmixin B "
                                "{\n  b Int\n" OFTEN(
                                    "  @@include(A)\n") "}\nmodel P {\n  "
                                                        "@@include(A)\n  "
                                                        "@@index([|])\n}\n",
        "a b", "mixins that include each other, again and again");
#define MIXIN(name, other)                                                     \
    "mixin " name " {\n" OFTEN("  @@include(" other ")\n") "}\n"
    completion_is("mixin A {\n  a Int\n}\n" MIXIN("B", "A") MIXIN("C", "B")
                      MIXIN("D", "C") MIXIN("E", "D") MIXIN("F", "E")
                          MIXIN("G", "F") MIXIN("H", "G") MIXIN("I", "H")
                              MIXIN("J", "I") MIXIN("K", "J") MIXIN("L", "K")
                  "model P {\n  @@include(L)\n  @@index([|])\n}\n",
                  "a", "... and one the next");
    completion_is("model P {\n  a Int\n  @@unique(fields: [|])\n}\n", "a",
                  "in a list that is named");
    completion_is("model P {\n  a Int\n  @@index([\n    |\n  ])\n}\n", "a",
                  "in a list of several lines");
    completion_is("mixin M {\n  made DateTime\n}\nmodel P {\n  a Int\n  "
                  "@@include(M)\n  @@index([|])\n}\n",
                  "a made", "fields of mixins, too");
    completion_is(
        "model P {\n  a Int\n}\nextend model P {\n  b Int\n  @@index([|])\n}\n",
        "a b", "fields of extends, too");
    completion_has(
        "model P {\n  a Int\n}\nrename model P Q\nrename field P.a "
        "b\nmodel X {\n  q |\n}\n",
        "String Boolean Int BigInt Float Decimal DateTime Json Bytes "
        "Date Time Uuid Id Q X Unsupported",
        "P q a b", "names after a rename");
    completion_is("use \"lucia@3\"\nmodel X {\n  u Id @references(|)\n}\n",
                  "User.id Session.id name as back onDelete onUpdate map",
                  "what a preset declares");
    completion_is(
        "generator x {\n  provider = \"drizzle\"\n  extension = |\n}\n",
        ".js .ts \"\"", "texts of an option");
    completion_is(
        "generator x {\n  provider = \"drizzle\"\n  extension = \"|\"\n}\n",
        ".js .ts", "texts of an option, in quotes");
    item_is("model A {\n  id Int @m|\n}\n", "@map",
            "attribute @map |The name of the column in the database.|snippet "
            "@map(\"$1\") for 19 to 21",
            "an item");
    item_is("use \"better-auth/tw|\n", "better-auth/two-factor",
            "use better-auth/two-factor The twoFactor plugin: one-time "
            "passwords and backup codes.||better-auth/two-factor for 5 to 19",
            "a preset");
    item_is("use |\n", "lucia@3",
            "use lucia@3 Lucia 3: user, session.||\"lucia@3\" for 4 to 4",
            "a preset without quotes");
    item_is(
        "model A {\n  a A @rel|\n}\n", "@relation",
        "attribute @relation |The columns of the relation, the "
        "columns they reference, and its name.|snippet @relation(fields: [$1], "
        "references: [$2]) for 16 to 20",
        "an attribute with lists");
    item_is("model A {\n  id Int\n  @@u|\n}\n", "@@unique",
            "attribute @@unique |No two rows have the same values in these "
            "columns.|snippet @@unique([$1]) for 21 to 24",
            "a block attribute");
    item_is("model A {\n  id Int\n  @@index(|\n}\n", "id",
            "field id Int||[id] for 29 to 29", "a field alone");
    item_is("mod|", "model",
            "keyword model |A table, a line for each column and "
            "relation.|snippet model ${1:Name} {\n"
            "  $0\n"
            "} for 0 to 3",
            "a keyword");
    item_is("model A {\n  id String @default(db|\n}\n", "dbgenerated()",
            "function dbgenerated() |The value of an SQL expression in "
            "the database.|snippet dbgenerated(\"$1\") for 31 to 33",
            "a function that needs something");
    item_is(BLOG "model A {\n  id Decimal @db|\n}\n", "@db.Decimal",
            "native type @db.Decimal postgresql|A column of type "
            "decimal.|snippet @db.Decimal(${1:10}, ${2:2}) for 228 to 231",
            "a native type");
    item_is("generator x {\n  provider = \"drizzle\"\n  re|\n}\n", "relations",
            "setting relations |write relations|relations =  for "
            "39 to 41",
            "an option");
}

static void
test_hovers(void)
{
    static const char field[] =
        BLOG "model Post {\n  id Id @id\n  by Id @references(User.em|ail)\n}\n";
    static const char relation[] =
        "model A {\n  id Int @id\n}\nmodel C {\n  id Int @id\n  aId Int "
        "@references(A.id, as: x, back: c|s)\n}\n";

    hover_has(field,
              "```prisma\n"
              "email String @unique @db.VarChar(255)\n"
              "```\n"
              "\n"
              "Where letters go.",
              "a field");
    hover_has(field,
              "SQL\n"
              "\n"
              "```sql\n"
              "\"email\" VARCHAR(255) NOT NULL\n"
              "COMMENT ON COLUMN \"User\".\"email\" IS 'Where letters go.';\n"
              "```",
              "a field, in SQL");
    hover_has(field,
              "Drizzle ORM 0.45\n"
              "\n"
              "```ts\n"
              "/** Where letters go. */\n"
              "email: varchar(\"email\", { length: 255 }).notNull(),\n"
              "```",
              "a field, in Drizzle");
    hover_has(field,
              "Prisma 7\n"
              "\n"
              "```prisma\n"
              "/// Where letters go.\n"
              "email String @unique @db.VarChar(255)\n"
              "```",
              "a field, in Prisma");
    hover_has(field,
              "TypeORM 1\n"
              "\n"
              "```ts\n"
              "/**\n"
              " * Where letters go.\n"
              " */\n"
              "@Index(\"User_email_key\", { unique: true })\n"
              "@Column({ type: \"varchar\", length: 255, "
              "comment: \"Where letters go.\" })\n"
              "email!: string;\n"
              "```",
              "a field, in TypeORM");
    hover_is(BLOG
             "model Post {\n  id Id @id\n  by Id @references(Us|er.id)\n}\n",
             "```prisma\n"
             "model User\n"
             "```\n"
             "\n"
             "SQL\n"
             "\n"
             "```sql\n"
             "CREATE TABLE \"User\" (\n"
             "  \"id\" TEXT NOT NULL,\n"
             "  \"email\" VARCHAR(255) NOT NULL,\n"
             "  \"role\" \"Role\" NOT NULL DEFAULT 'member',\n"
             "  CONSTRAINT \"User_pkey\" PRIMARY KEY (\"id\")\n"
             ");\n"
             "CREATE UNIQUE INDEX \"User_email_key\" ON \"User\" (\"email\");\n"
             "COMMENT ON COLUMN \"User\".\"email\" IS 'Where letters go.';\n"
             "```",
             "a model");
    hover_is(BLOG "model Post {\n  id Id @id\n  kind Ro|le\n}\n",
             "```prisma\n"
             "enum Role {\n"
             "  admin\n"
             "  member\n"
             "}\n"
             "```\n"
             "\n"
             "SQL\n"
             "\n"
             "```sql\n"
             "CREATE TYPE \"Role\" AS ENUM ('admin', 'member');\n"
             "```",
             "an enum");
    hover_is(BLOG
             "model Post {\n  id Id @id\n  kind Role @default(me|mber)\n}\n",
             "```prisma\n"
             "member\n"
             "```\n"
             "\n"
             "A value of `Role`.",
             "a value");
    hover_is(
        "generator x {\n  provider = \"drizzle\"\n  output = "
        "\"x.ts\"\n}\nmodel A {\n  i|d Int @id @default(autoincrement())\n}\n",
        "```prisma\n"
        "id Int @id @default(autoincrement())\n"
        "```\n"
        "\n"
        "Drizzle ORM 0.45\n"
        "\n"
        "```ts\n"
        "id: integer(\"id\").primaryKey({ autoIncrement: true }),\n"
        "```\n"
        "\n"
        "SQL\n"
        "\n"
        "```sql\n"
        "\"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT\n"
        "```",
        "a field, as a generator writes it");
    hover_is(
        "generator x {\n  provider = \"drizzle\"\n  output = \"x.ts\"\n  "
        "columns = \"snake\"\n}\nmodel A {\n  id Int @id\n  madeA|t "
        "DateTime\n}\n",
        "```prisma\n"
        "madeAt DateTime\n"
        "```\n"
        "\n"
        "Drizzle ORM 0.45\n"
        "\n"
        "```ts\n"
        "madeAt: integer(\"made_at\", { mode: \"timestamp_ms\" }).notNull(),\n"
        "```\n"
        "\n"
        "SQL\n"
        "\n"
        "```sql\n"
        "\"madeAt\" INTEGER NOT NULL\n"
        "```",
        "a field whose column a generator names");
    hover_is("generator x {\n  provider = \"drizzle\"\n  output = \"x.ts\"\n  "
             "dialect = \"mysql\"\n}\nmodel A {\n  i|d Int @id\n}\n",
             "```prisma\n"
             "id Int @id\n"
             "```\n"
             "\n"
             "SQL\n"
             "\n"
             "```sql\n"
             "\"id\" INTEGER NOT NULL PRIMARY KEY\n"
             "```",
             "a generator for another database");
    hover_is("model A {\n  i|d Int @id\n  x Nothing\n}\n",
             "```prisma\n"
             "id Int @id\n"
             "```",
             "a field of a schema that is wrong");
    hover_is("model A {\n  id Int @un|ique\n}\n",
             "```prisma\n"
             "@unique\n"
             "```\n"
             "\n"
             "No two rows have the same value.\n"
             "\n"
             "Arguments: `map`, `length`, `sort`, `clustered`, `constraint`",
             "an attribute");
    hover_is("model A {\n  id Int @default(autoin|crement())\n}\n",
             "```prisma\n"
             "autoincrement()\n"
             "```\n"
             "\n"
             "The next number, generated by the database.",
             "a function");
    hover_is("model A {\n  id Int @id(so|rt: Desc)\n}\n",
             "`sort` is a name: `Asc`, `Desc`.", "an argument");
    hover_is("model A {\n  id Int @id(map: \"|x\")\n}\n", "",
             "a string: nothing");
    hover_has(relation,
              "```prisma\n"
              "cs C[]\n"
              "```",
              "a relation that @references makes");
    hover_has(relation,
              "Drizzle ORM 0.45\n"
              "\n"
              "```ts\n"
              "cs: many(c),\n"
              "```",
              "a relation that @references makes, in Drizzle");
    hover_has(relation,
              "Prisma 7\n"
              "\n"
              "```prisma\n"
              "cs C[]\n"
              "```",
              "a relation that @references makes, in Prisma");
    hover_has(relation,
              "TypeORM 1\n"
              "\n"
              "```ts\n"
              "@OneToMany(() => C, (other) => other.x)\n"
              "cs!: Relation<C>[];\n"
              "```",
              "a relation that @references makes, in TypeORM");
    hover_is(BLOG "mixin M {\n  a|t DateTime\n}",
             "```prisma\n"
             "at DateTime\n"
             "```",
             "a field of a mixin");
    hover_is("model A {\n  id I|nt\n}\n",
             "```prisma\n"
             "Int\n"
             "```\n"
             "\n"
             "A whole number of 32 bits.\n"
             "\n"
             "SQLite: `int`  \n"
             "PostgreSQL: `int`  \n"
             "MySQL: `int`  \n"
             "SQL Server: `int`",
             "a scalar");
    hover_is("datasource db {\n  provider = \"mysql\"\n}\nmodel A {\n  id "
             "String @db.Var|Char(3)\n}\n",
             "```prisma\n"
             "@db.VarChar\n"
             "```\n"
             "\n"
             "mysql's column type `varchar`, for `String`; its argument is "
             "between 0 and 65535.",
             "a native type");
    hover_is("config {\n  tab|les = snake\n}\n",
             "The naming style of tables without `@@map`.", "a setting");
    hover_is(
        "generator x {\n  provider = \"drizzle\"\n  relat|ions = true\n}\n",
        "write relations", "an option");
    hover_is("datasource db {\n  col|our = \"red\"\n}\n", "",
             "a setting that there is not: nothing");
    hover_is("use \"better-auth/two-|factor\"",
             "The twoFactor plugin: one-time passwords and backup codes.",
             "a preset");
    hover_is("model A {\n  id Int @id // |x\n}\n", "", "a comment: nothing");
}

/* Several files. */

static void
test_files(void)
{
    struct disk disk = {{"app.auth", "lib/user.auth"},
                        {"use \"./lib/user.auth\"\nmodel Post {\n"
                         "  id Int @id\n  by Int @references(Us|er.id)\n}\n",
                         "/// People.\nmodel User {\n  id Int @id\n}\n"}};
    struct disk other = {{"app.auth", "lib/user.auth"},
                         {"use \"./lib/user.auth\"\nmodel Post {\n"
                          "  id Int @id\n  by Int @references(User.id)\n}\n",
                          "/// People.\nmodel User {\n  i|d Int @id\n}\n"}};
    struct disk third = other, using = {{"app.auth", "lib/user.auth"},
                                        {"use \"./lib/us|er.auth\"\n",
                                         "model User {\n  id Int @id\n}\n"}};
    struct disk library = {
        {"app.auth", "auth.ts"},
        {"use \"./auth.ts\"\nextend model Us|er {\n  age Int\n}\n",
         "import { betterAuth } from \"better-auth\";\n"
         "export const auth = betterAuth({});\n"}};
    struct ag_look_at at;
    struct asked a = ask_disk(&disk);

    if (ag_look_definition(a.context, a.file, a.at, &at))
        show_at(&at);
    is_shown(&a, "lib/user.auth:2:User", "a definition in another file");
    a = ask_disk(&other);
    show_references(&a);
    is_shown(&a, "app.auth:4:id lib/user.auth:3:id",
             "references from a file that is used");
    a = ask_disk(&third);
    show_renamed(&a, "key");
    is_shown(&a,
             "use \"./lib/user.auth\"\n"
             "model Post {\n"
             "  id Int @id\n"
             "  by Int @references(User.key)\n"
             "}\n"
             "/// People.\n"
             "model User {\n"
             "  key Int @id\n"
             "}\n",
             "a rename in all files");
    a = ask_disk(&using);
    if (ag_look_definition(a.context, a.file, a.at, &at))
        show_at(&at);
    is_shown(&a, "lib/user.auth:1:", "the file of a use");
    a = ask_disk(&library);
    if (ag_look_definition(a.context, a.file, a.at, &at))
        show("%.*s, %s", AG_ARG(at.source->name),
             at.built_in ? "built in" : "a file");
    is_shown(&a, "presets/better-auth/core.auth, built in",
             "what a configuration brings");
}

/* What a file has. */

static void
show_outline(const struct ag_look_outline *o, size_t n, int depth)
{
    for (size_t i = 0; i < n; i++, o++) {
        show("%*s%s %.*s", depth * 2, "", ag_look_names[o->kind],
             AG_ARG(o->name));
        show(" (%.*s) %u-%u\n", AG_ARG(o->detail), o->all.begin, o->all.end);
        show_outline(o->members, o->nmember, depth + 1);
    }
}

static void
outline_is(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    size_t n;
    const struct ag_look_outline *o = ag_look_outline(a.context, a.file, &n);

    show_outline(o, n, 0);
    is_shown(&a, expected, name);
}

static void
search_is(const char *text, const char *query, const char *expected,
          const char *name)
{
    struct asked a = ask(text);
    size_t n;
    const struct ag_look_outline *o = ag_look_search(a.context, query, &n);

    for (size_t i = 0; i < n; i++)
        show("%s%.*s", i ? " " : "", AG_ARG(o[i].name));
    is_shown(&a, expected, name);
}

static void
folds_are(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    size_t n;
    const struct ag_look_fold *f = ag_look_folds(a.context, a.file, &n);

    for (size_t i = 0; i < n; i++)
        show("%s[%.*s]", f[i].comment ? "comment " : "",
             (int)(f[i].end - f[i].begin), asked_text() + f[i].begin);
    is_shown(&a, expected, name);
}

static void
tokens_are(const char *text, const char *expected, const char *name)
{
    struct asked a = ask(text);
    size_t n;
    const struct ag_look_token *t = ag_look_tokens(a.context, a.file, &n);

    for (size_t i = 0; i < n; i++)
        show("%s%s %.*s", i ? ", " : "", ag_look_names[t[i].kind],
             (int)(t[i].end - t[i].begin), asked_text() + t[i].begin);
    is_shown(&a, expected, name);
}

static void
test_file(void)
{
    outline_is(BLOG "extend  model User {\n  a Int[]\n}\nmixin M {\n  b "
                    "Int?\n}\nconfig {\n  id = uuid\n}\nuse \"lucia@3\"\n",
               "datasource db () 0-43\n"
               "  setting provider (postgresql) 18-41\n"
               "enum Role () 44-74\n"
               "  value admin () 58-63\n"
               "  value member () 66-72\n"
               "model User () 75-204\n"
               "  field id (Id) 90-106\n"
               "  field email (String) 133-170\n"
               "  field role (Role) 173-202\n"
               "extend User (model) 205-237\n"
               "  field a (Int[]) 228-235\n"
               "mixin M () 238-258\n"
               "  field b (Int?) 250-256\n"
               "config config () 259-281\n"
               "  setting id (uuid) 270-279\n",
               "an outline");
    outline_is("model A {\n}\nmodel B {\n}\nomit model A\nrename model B C\n",
               "model A () 0-11\n"
               "model B () 12-23\n",
               "what is omitted and renamed is declared elsewhere");
    search_is("model A {\n}\nomit model A\n", "a", "A", "... and found there");
    search_is(BLOG "model Prose {\n  rx Int @id\n  superb Int\n}\n", "r",
              "Role role rx member User Prose superb",
              "by a letter: what begins with it first");
    search_is(BLOG, "USER", "User", "without regard to case");
    search_is(BLOG, "elo", "", "letters that are not in this order");
    search_is(BLOG, "eml", "email", "letters that are");
    folds_are("// a\n// b\n\n// c\nmodel A {\n  /// d\n  /// e\n  id Int "
              "@id\n}\nmodel B { id Int @id }\n",
              "comment [// a\n"
              "// b]comment [/// d\n"
              "  /// e][{\n"
              "  /// d\n"
              "  /// e\n"
              "  id Int @id\n"
              "}]",
              "folds");
    tokens_are(
        "/// doc\nuse \"lucia@3\"\nextend model User {\n  age Int? @default(1) "
        "// n\n}\nomit field User.age\nenum R {\n  a\n}\nmodel A {\n  r R "
        "@default(a)\n  s String @db.VarChar(3) @map(\"x\")\n}\nconfig {\n  id "
        "= uuid\n}\n",
        "comment /// doc, keyword use, use \"lucia@3\", keyword extend, "
        "keyword model, model User, field age, scalar Int, attribute @default, "
        "number 1, comment // n, keyword omit, keyword field, model User, "
        "field age, keyword enum, enum R, value a, keyword model, model A, "
        "field r, enum R, attribute @default, value a, field s, scalar String, "
        "native type @db.VarChar, number 3, attribute @map, string \"x\", "
        "keyword config, setting id, choice uuid",
        "tokens");
    tokens_are("modl A {\n  x (\n", "keyword modl",
               "tokens of what cannot be read");
}

static void
test_all(void)
{
    for (int i = 0; i < AG_NLOOK; i++)
        if (!ag_look_names[i])
            ok(false, "kind %d has a name", i);
    test_symbols();
    test_definitions();
    test_references();
    test_renames();
    test_selections();
    test_completion();
    test_hovers();
    test_files();
    test_file();
}
