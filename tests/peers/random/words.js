// Names that mean something to somebody else: to TypeScript, SQL, the ORMs, or to
// every object of JavaScript.

const split = (text) => text.trim().split(/\s+/);

export const words = [...new Set([
    // Object.prototype, Function.prototype, Promise
    ...split(`constructor toString valueOf hasOwnProperty isPrototypeOf toLocaleString
        propertyIsEnumerable prototype name length caller arguments apply call bind then`),
    // TypeScript and its globals
    ...split(`abstract any as asserts async await bigint boolean break case catch class const continue
        debugger declare default delete do else enum export extends false finally for from function
        get global if implements import in infer instanceof interface is keyof let module namespace
        never new null number object of out override package private protected public readonly
        record require return satisfies set static string super switch symbol this throw true try
        type typeof undefined union unique unknown using var void while with yield
        Array Buffer Date Error Function Infinity Map NaN Number Object Partial Promise Proxy Record
        RegExp Set String Symbol Uint8Array WeakMap console eval globalThis process window`),
    // SQL
    ...split(`add all alter analyze and array asc authorization begin between both by cascade cast check
        collate column comment commit constraint create cross current_date current_timestamp
        current_user cursor database desc describe distinct drop end escape except exists explain
        fetch foreign grant group having index inner insert intersect interval into join key keys
        left like limit localtime lock mod natural not offset on only option or order outer
        partition position primary procedure range rank references rename replace restrict right
        rollback row rowid rows schema select sequence session_user show similar some start sum table
        temporary text time timestamp to trailing transaction trigger truncate update user usage value
        values varchar view when where window without year zone oid ctid xmin tableoid`),
    // Drizzle, TypeORM, Prisma
    ...split(`alias columns count customType defineRelations entities enableRLS fields foreignKey getSQL
        integer jsonb many one primaryKey relations serial sql sqliteTable pgTable mysqlTable pgEnum
        serial table uniqueIndex varchar Column Entity Enums Index JoinColumn ManyToMany ManyToOne
        ObjectId OneToMany PrimaryColumn Relation Unique BaseEntity EntitySchema Check Tree
        Prisma PrismaClient Model Decimal Json Client Unsupported id ID Id hasId save remove reload
        softRemove createdAt updatedAt deletedAt version kind config model models datasource generator
        metadata migrations _id $ t r`),
])].filter((word) => /^[A-Za-z]\w*$/.test(word));
