using Npgsql;
using NUnit.Framework;

namespace Mes.Testing.Tests;

public sealed class TestDatabaseTests
{
    [Test]
    public async Task Each_test_has_its_own_and_it_is_gone_afterwards()
    {
        string gone;
        await using var other = await TestDatabase.CreateAsync();
        await using (var database = await TestDatabase.CreateAsync())
        {
            gone = database.Name;
            await QueryAsync(database.ConnectionString, "create table fact (id int); select 1");
            Assert.That(await QueryAsync(other.ConnectionString, "select to_regclass('fact') is null"), Is.True);
        }

        var existsSql = $"select exists (select from pg_database where datname = '{gone}')";
        Assert.That(await QueryAsync(other.ConnectionString, existsSql), Is.False);
    }

    [Test]
    public async Task The_service_may_log_in_and_the_migrator_may_act_as_the_owner()
    {
        await using var database = await TestDatabase.CreateAsync();

        var service = await QueryAsync(database.ConnectionStringOf("mes_service"), "select current_user::text");
        var owner = await QueryAsync(
            database.ConnectionStringOf("mes_migrator"), "set role mes_owner; select current_user::text");

        Assert.That((service, owner), Is.EqualTo(("mes_service", "mes_owner")));
    }

    static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
