using System.Text.RegularExpressions;
using Dapper;
using Mes.Central.Database;
using Mes.Testing;
using Npgsql;
using NUnit.Framework;

namespace Mes.Central.Tests.Database;

sealed partial class MigrationTests
{
    static readonly IReadOnlyList<Migration> All = Migration.Embedded();

    [Test]
    public void They_are_one_sequence_over_all_slices() =>
        Assert.That(All.Select(migration => migration.Number), Is.EqualTo(Enumerable.Range(1, All.Count)));

    [Test]
    public async Task They_run_once_on_an_empty_database_and_never_again()
    {
        await using var database = await TestDatabase.CreateAsync();

        var first = await RunAsync(database, All);
        var second = await RunAsync(database, All);

        Assert.That(first.Applied, Has.Count.EqualTo(All.Count));
        Assert.That(second.Applied, Is.Empty);
    }

    [Test]
    public async Task Two_starters_at_once_run_them_once()
    {
        await using var database = await TestDatabase.CreateAsync();

        var runs = await Task.WhenAll(RunAsync(database, All), RunAsync(database, All));

        Assert.That(runs.Sum(run => run.Applied!.Count), Is.EqualTo(All.Count));
    }

    [Test]
    public async Task A_newer_database_is_refused_in_words()
    {
        await using var database = await TestDatabase.CreateAsync();
        await RunAsync(database, [.. All, new Migration(All.Count + 1, "9999_future.sql", "select 1")]);

        var run = await RunAsync(database, All);

        Assert.That(run.Refusal, Does.Contain("newer").And.Contain("9999_future.sql"));
    }

    [Test]
    public async Task A_database_made_by_another_program_is_refused_in_words()
    {
        await using var database = await TestDatabase.CreateAsync();
        await RunAsync(database, [All[0] with { Sql = All[0].Sql + "\n-- changed" }]);

        var run = await RunAsync(database, All);

        Assert.That(run.Refusal, Does.Contain("made by another program"));
    }

    [Test]
    public async Task A_step_that_fails_leaves_nothing_behind()
    {
        await using var database = await TestDatabase.CreateAsync();
        var broken = new Migration(1, "0001_broken.sql", "create table half (id int); select no_such_thing();");

        Assert.That(() => RunAsync(database, [broken]), Throws.TypeOf<PostgresException>());

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        Assert.That(await connection.ExecuteScalarAsync<bool>("select to_regclass('half') is null"), Is.True);
    }

    /// <summary>Partitioned by hash of the site, stock Postgres demands the site in every key (L37).</summary>
    [Test]
    public async Task Every_key_of_a_large_table_holds_the_site()
    {
        await using var database = await TestDatabase.CreateAsync();
        var partitioned = All.Select(migration => new Migration(
            migration.Number, migration.Name, Marked().Replace(migration.Sql, "partition by hash (site)"))).ToList();

        await RunAsync(database, partitioned);

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var tables = await connection.QueryAsync<string>("select partrelid::regclass::text from pg_partitioned_table where partstrat = 'h'");
        Assert.That(tables, Is.EquivalentTo(["ledger", "telemetry_segment", "machine_events", "production_events", "gap"]));
    }

    [Test]
    public async Task The_service_can_neither_change_nor_remove_a_fact()
    {
        await using var database = await TestDatabase.CreateAsync();
        await RunAsync(database, All);
        await using var service = new NpgsqlConnection(database.ConnectionStringOf("mes_service"));
        var tables = new[]
        {
            "ledger", "incarnation", "machine_events", "production_events", "gap", "telemetry_head", "calendar_definition",
        };
        var acts = tables.SelectMany(table => new[]
        {
            $"update {table} set site = 2", $"delete from {table}", $"truncate {table}", $"drop table {table}",
        });

        foreach (var sql in acts)
        {
            Assert.That(
                () => service.ExecuteAsync(sql),
                Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege), sql);
        }
    }

    [Test]
    public async Task Not_even_the_owner_changes_a_fact_by_mistake()
    {
        await using var database = await TestDatabase.CreateAsync();
        await RunAsync(database, All);
        await using var owner = new NpgsqlConnection(database.ConnectionString);
        await owner.ExecuteAsync("""
            insert into telemetry_segment values (1, 1, gen_random_uuid(), 1, '', now());
            select make_telemetry_hours(now(), 1);
            """);
        var partition = await owner.ExecuteScalarAsync<string>("select inhrelid::regclass::text from pg_inherits where inhparent = 'telemetry_head'::regclass");

        foreach (var sql in new[]
        {
            "update telemetry_segment set seq = 2", "delete from telemetry_segment", "truncate telemetry_segment", $"truncate {partition}",
        })
        {
            Assert.That(
                () => owner.ExecuteAsync(sql), Throws.TypeOf<PostgresException>().With.Message.Contains("append-only"), sql);
        }
    }

    static Task<(IReadOnlyList<string>? Applied, string? Refusal)> RunAsync(TestDatabase database, IReadOnlyList<Migration> migrations)
    {
        DapperSetup.Apply();
        return MigrationRunner.RunAsync(database.ConnectionStringOf("mes_migrator"), migrations, CancellationToken.None);
    }

    [GeneratedRegex(@"/\* (partition by hash \(site\)) \*/")]
    private static partial Regex Marked();
}
