using System.Security.Cryptography;
using Dapper;
using Mes.Central.Database;
using Mes.Contracts.Events;
using Mes.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mes.Central.Tests;

/// <summary>A central that serves on a port and a database of its own.</summary>
sealed class TestCentral : IAsyncDisposable
{
    readonly TestDatabase _database;
    readonly WebApplication _app;

    TestCentral(TestDatabase database, WebApplication app, ECDsa key)
    {
        _database = database;
        _app = app;
        Key = key;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public ECDsa Key { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestCentral> StartAsync(
        IReadOnlyList<CalendarSpan>? shifts = null, TimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync();
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await MigratedAsync(database);
        var app = CentralHost.Build(Some.Configuration(database, key.ExportSubjectPublicKeyInfo(), shifts), services =>
        {
            services.AddSingleton(clock ?? TimeProvider.System);
            configure?.Invoke(services);
        });
        await app.StartAsync();
        var central = new TestCentral(database, app, key);
        await Eventually.Async(
            async () => (await central.Http.GetAsync("/health")).IsSuccessStatusCode, TimeSpan.FromSeconds(30), "central is healthy");
        return central;
    }

    public static async Task MigratedAsync(TestDatabase database)
    {
        DapperSetup.Apply();
        await MigrationRunner.RunAsync(database.ConnectionStringOf("mes_migrator"), Migration.Embedded(), CancellationToken.None);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T> SingleAsync<T>(string sql, object? parameters = null) => (await QueryAsync<T>(sql, parameters)).Single();

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        Key.Dispose();
    }
}
