using System.Net;
using Mes.Central.Database;
using Mes.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Mes.Central.Tests.Database;

sealed class When_central_starts
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task It_waits_for_the_migrations_and_says_so()
    {
        await using var central = await TestCentral.StartUnmigratedAsync();
        var http = central.Http;
        await Eventually.Async(
            async () => (await TextAsync(http, "/health")).Contains("run mes-central migrate", StringComparison.Ordinal),
            Patience, "health names what is lacking");
        using var early = await http.GetAsync("/api/v1/machines");

        await TestCentral.MigratedAsync(central.Database);

        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        await Eventually.Async(
            async () => (await http.GetAsync("/health")).IsSuccessStatusCode, Patience, "central goes on once the database fits");
    }

    [Test]
    public async Task A_database_that_does_not_answer_is_named_while_the_process_lives()
    {
        await using var central = await TestCentral.StartWithoutDatabaseAsync();
        var http = central.Http;

        await Eventually.Async(
            async () => (await TextAsync(http, "/health")).Contains("Postgres does not answer", StringComparison.Ordinal),
            Patience, "health names the database");
        using var live = await http.GetAsync("/health/live");

        Assert.That(live.IsSuccessStatusCode, Is.True);
    }

    [Test]
    public async Task A_newer_database_ends_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        DapperSetup.Apply();
        await MigrationRunner.RunAsync(
            database.ConnectionStringOf("mes_migrator"),
            [.. Migration.Embedded(), new Migration(Migration.Embedded().Count + 1, "9999_future.sql", "select 1")],
            CancellationToken.None);
        await using var app = CentralHost.Build(Some.Configuration(database, [1]));
        var start = app.Services.GetRequiredService<DatabaseStart>();

        await app.StartAsync();
        await app.WaitForShutdownAsync().WaitAsync(Patience);

        Assert.That(start.WasRefused, Is.True);
    }

    static async Task<string> TextAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }
}
