using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>Makes the partitions of the days that blocks are about to need, in a transaction of its own (L28).</summary>
sealed class TelemetryDays(NpgsqlDataSource database)
{
    const string MakeSql = "select make_telemetry_days(@Days)";

    readonly Lock _lock = new();
    readonly HashSet<DateOnly> _made = [];

    /// <summary>Looks again at what there is.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _made.Clear();
        }
    }

    /// <param name="days">Days with samples, in UTC; the present one and the next are made with them.</param>
    public async Task EnsureAsync(DateTimeOffset now, IEnumerable<DateOnly> days, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        DateOnly[] missing;
        lock (_lock)
        {
            missing = [.. days.Append(today).Append(today.AddDays(1)).Distinct().Where(day => !_made.Contains(day))];
        }

        if (missing.Length == 0)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var make = new NpgsqlCommand(MakeSql, connection);
        make.Parameters.AddWithValue("Days", missing);
        await make.ExecuteNonQueryAsync(cancellation);
        lock (_lock)
        {
            _made.UnionWith(missing);
        }
    }
}
