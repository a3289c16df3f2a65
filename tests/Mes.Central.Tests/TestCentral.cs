using System.Security.Cryptography;
using Dapper;
using Mes.Central.Configuration;
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
    readonly WebApplication _app;

    TestCentral(TestDatabase database, WebApplication app, ECDsa key)
    {
        Database = database;
        _app = app;
        Key = key;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public TestDatabase Database { get; }

    public HttpClient Http { get; }

    public ECDsa Key { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestCentral> StartAsync(
        IReadOnlyList<CalendarSpan>? shifts = null, TimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateAsync();
        await MigratedAsync(database);
        var central = await StartedAsync(database, key => Some.Configuration(database, key, shifts), services =>
        {
            services.AddSingleton(clock ?? TimeProvider.System);
            configure?.Invoke(services);
        });
        await Eventually.Async(
            async () => (await central.Http.GetAsync("/health")).IsSuccessStatusCode, TimeSpan.FromSeconds(30),
            "central is healthy");
        return central;
    }

    /// <summary>One that serves and is not ready: its database has no tables yet.</summary>
    public static async Task<TestCentral> StartUnmigratedAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return await StartedAsync(database, key => Some.Configuration(database, key));
    }

    /// <summary>One that serves and is not ready: nothing answers where its database should be.</summary>
    public static async Task<TestCentral> StartWithoutDatabaseAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return await StartedAsync(database, key => Some.Configuration(database, key) with
        {
            Connection = $"Host=127.0.0.1;Port={FreePort.Next()};Database=mes;Username=mes_service",
        });
    }

    public static async Task MigratedAsync(TestDatabase database)
    {
        DapperSetup.Apply();
        await MigrationRunner.RunAsync(database.ConnectionStringOf("mes_migrator"), Migration.Embedded(), CancellationToken.None);
    }

    static async Task<TestCentral> StartedAsync(
        TestDatabase database, Func<byte[], CentralConfiguration> configuration, Action<IServiceCollection>? configure = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var app = CentralHost.Build(configuration(key.ExportSubjectPublicKeyInfo()), configure);
        await app.StartAsync();
        return new TestCentral(database, app, key);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T> SingleAsync<T>(string sql, object? parameters = null) => (await QueryAsync<T>(sql, parameters)).Single();

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        Key.Dispose();
    }
}
