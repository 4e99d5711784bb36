// Whatever a dialect can hold, in one schema for each.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialects } from './schemas.js';

function constructs(dialect) {
    const partial = dialect === 'mysql' ? '' : `
  @@unique([email], where: "deleted_at IS NULL", map: "User_email_live")
  @@index([score(sort: Desc)], where: "score > 0")`;
    const expression = ['mysql', 'sqlserver'].includes(dialect) ? '' : `
  @@index(expression: "lower(email)", map: "User_email_lower")`;
    const moments = {
        postgresql: `
  today     Date     @default(now())
  hour      Time     @default(now())
  day       DateTime @default("2020-01-02T00:00:00Z") @db.Date
  noon      DateTime @default("1970-01-01T12:00:00Z") @db.Timetz(3)
  whole     DateTime @default("2020-01-02T03:04:05Z")
  exact     DateTime @default("2020-01-02T03:04:05.678901Z") @db.Timestamptz(6)`,
        mysql: `
  today     DateTime @default(now()) @db.Date
  hour      DateTime @default(now()) @db.Time(0)
  meta      Json     @default("[\\"its\\"]")
  raw       Bytes    @default("Cv8=")
  day       DateTime @default("2020-01-02T00:00:00Z") @db.Date
  noon      DateTime @default("1970-01-01T12:00:00Z") @db.Time(0)
  whole     DateTime @default("2020-01-02T03:04:05Z") @db.DateTime(0)
  exact     DateTime @default("2020-01-02T03:04:05.678901Z") @db.DateTime(6)`,
    };
    return `datasource db {
  provider = "${dialect}"
}

/// Whose it is
enum Role {
  owner
  member @map("it's a \\"member\\"")
}

/// An organisation;
/// it's owned.
model Org {
  id      Int    @id @default(autoincrement())
  /// In the address
  slug    String @unique(map: "org_slug") ${['mysql', 'sqlserver'].includes(dialect) ? '@db.VarChar(64)' : ''}
  ownerId Int?
  owner   User?  @relation("Owner", fields: [ownerId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  users   User[] @relation("Members")
}

model User {
  id        Int      @id @default(autoincrement())
  orgId     Int
  org       Org      @relation("Members", fields: [orgId], references: [id], onDelete: Cascade)
  owns      Org[]    @relation("Owner")
  managerId Int?
  manager   User?    @relation("Reports", fields: [managerId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  reports   User[]   @relation("Reports")
  email     String   ${['mysql', 'sqlserver'].includes(dialect) ? '@db.VarChar(100)' : ''}
  nick      String?  @unique ${['mysql', 'sqlserver'].includes(dialect) ? '@db.VarChar(100)' : ''}
  role      Role     @default(member)
  score     Int      @default(-1)
  big       BigInt   @default(9007199254740993)
  ratio     Float    @default(0.5)
  price     Decimal  @default(1.50)
  active    Boolean  @default(true)
  bytes     Bytes?
  born      Date?
  at        Time?
  token     String   @default(uuid())
  deletedAt DateTime? @map("deleted_at")
  since     DateTime @default("2020-01-02T03:04:05.678Z")
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
  posts     Post[]${moments[dialect] ?? ''}

  @@unique([orgId, email])
  @@index([createdAt(sort: Desc), role])
  @@check("score > -2", map: "score_low")${partial}${expression}
}

model Post {
  orgId    Int
  no       Int
  authorId Int
  author   User   @relation(fields: [authorId], references: [id], onDelete: Restrict)
  title    String @default("it's \\\\ \\"x\\"")
  parentOrg Int?
  parentNo  Int?
  parent   Post?  @relation("Thread", fields: [parentOrg, parentNo], references: [orgId, no], onDelete: NoAction, onUpdate: NoAction)
  replies  Post[] @relation("Thread")
  tags     Tag[]

  @@id([orgId, no])
  @@ignore
}

model Tag {
  id    Int    @id
  label String
}
`.replace(/ {2}tags {5}Tag\[\]\n/, '')
        .replaceAll(dialect === 'sqlserver' ? 'onDelete: Restrict' : '\0', 'onDelete: NoAction');
}

/** Types of SQL Server with defaults, and what it alone does with unique keys. */
const sqlServerConstructs = `datasource db {
  provider = "sqlserver"
}

model Kind {
  id    BigInt   @id(map: "kind") @default(autoincrement())
  code  String   @db.VarChar(20) @references(Code.code, as: kind, onDelete: NoAction, onUpdate: NoAction)
  left  Int?
  until DateTime? @db.DateTimeOffset
  at    DateTime @default("2020-01-02T03:04:05.678Z") @db.DateTimeOffset
  now   DateTime @default(now()) @db.DateTimeOffset
  old   DateTime @default("2020-01-02T03:04:05.678Z") @db.DateTime
  small DateTime @default("2020-01-02T03:04:05.678Z") @db.SmallDateTime
  bytes Bytes    @default("aGk=") @db.VarBinary(3)
  short Bytes    @db.VarBinary
  lone  Bytes    @db.Binary
  real  Float    @default(15.25) @db.Real
  half  Float    @default(15.25) @db.Float(24)
  bit   Int      @default(1) @db.Bit
  exact Decimal  @default(12345678901234567890.5) @db.Decimal(30, 2)
  char  String   @default("é") @db.NChar(5)
  money Float    @default(3.25) @db.SmallMoney
  other Unsupported("geography")?
  sql   String   @default(dbgenerated("(lower('A')) + N'b'")) @db.NVarChar(Max)

  @@unique([left, until], where: "bit = 1")
}

model Code {
  code  String @unique @db.VarChar(20)
  id    Int    @id
}
`;

/** What Prisma's engine and SQLite can hold, and no example has. */
const prismaConstructs = `datasource db {
  provider = "sqlite"
}

model Thing {
  id     String   @id
  bytes  Bytes    @default("aGk=")
  at     DateTime @default("2020-01-02T03:04:05.678Z")
  price  Decimal  @default(1.50)
  big    BigInt   @default(9007199254740993)
  ratio  Float    @default(0.5)
  active Boolean  @default(true)
  whole  DateTime @default("2020-01-02T03:04:05Z")
  parts  Part[]
}

model Big {
  id BigInt @id
}

model Part {
  id     Int     @id @default(autoincrement())
  things Thing[]
}
`;

/** The same list as collectSchemas() makes, marked with `constructs`. */
export function constructSchemas(folder) {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'constructs.prisma');
    writeFileSync(file, prismaConstructs);
    const types = join(folder, 'types-sqlserver.auth');
    writeFileSync(types, sqlServerConstructs);
    return [
        { name: 'constructs.prisma', file, own: 'sqlite' },
        { name: 'types-sqlserver', file: types, own: 'sqlserver' },
        ...[...dialects, 'sqlserver'].map((dialect) => {
            const path = join(folder, `constructs-${dialect}.auth`);
            writeFileSync(path, constructs(dialect));
            return { name: `constructs-${dialect}`, file: path, own: dialect, constructs: true };
        }),
    ];
}
