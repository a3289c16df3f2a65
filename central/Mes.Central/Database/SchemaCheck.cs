using Dapper;
using Npgsql;

namespace Mes.Central.Database;

/// <summary>Whether a database was made by the migrations that this program holds: no fewer, no more, no others.</summary>
static class SchemaCheck
{
    // The table itself is absent in a database that was never migrated.
    const string ExistsSql = "select to_regclass('public.schema_migration') is not null";

    const string RecordedSql = """
        select number, name, hash
        from schema_migration
        order by number
        """;

    public static async Task<IReadOnlyList<RecordedMigration>> RecordedAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(ExistsSql, cancellationToken: cancellation)))
        {
            return [];
        }

        var command = new CommandDefinition(RecordedSql, cancellationToken: cancellation);
        return (await connection.QueryAsync<RecordedMigration>(command)).AsList();
    }

    public static SchemaFit Compare(IReadOnlyList<Migration> known, IReadOnlyList<RecordedMigration> recorded)
    {
        foreach (var (mine, theirs) in known.Zip(recorded))
        {
            if (mine.Number != theirs.Number || mine.Hash != theirs.Hash)
            {
                return new SchemaFit.Refused(
                    $"The database was made by another program: its migration {theirs.Name} is not this program's {mine.Name}. "
                    + "Use the version of mes-central that made it, or another database.");
            }
        }

        if (recorded.Count > known.Count)
        {
            return new SchemaFit.Refused(
                $"The database is newer than this program: it has migration {recorded[^1].Name}, "
                + $"this program ends with {known[^1].Name}. Install the newer mes-central.");
        }

        return recorded.Count == known.Count ? new SchemaFit.Fits() : new SchemaFit.Behind([.. known.Skip(recorded.Count)]);
    }
}

sealed record RecordedMigration(int Number, string Name, string Hash);

abstract record SchemaFit
{
    SchemaFit()
    {
    }

    public sealed record Fits : SchemaFit;

    /// <summary>Migrations have yet to run.</summary>
    public sealed record Behind(IReadOnlyList<Migration> Missing) : SchemaFit;

    /// <summary>No migration of this program leads there.</summary>
    public sealed record Refused(string Reason) : SchemaFit;
}
