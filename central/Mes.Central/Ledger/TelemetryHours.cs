using Dapper;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>Makes the partitions of the coming hours before samples need them, in a transaction of its own (L28).</summary>
sealed class TelemetryHours(NpgsqlDataSource database)
{
    const int HoursAhead = 4;

    const string MakeSql = "select make_telemetry_hours(@Now, @Hours)";

    long _madeThroughTicks;

    public async Task EnsureAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        // With one whole hour to spare, as other instances' clocks differ.
        if (now.UtcTicks < Interlocked.Read(ref _madeThroughTicks) - TimeSpan.TicksPerHour)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(
            new CommandDefinition(MakeSql, new { Now = now, Hours = HoursAhead }, cancellationToken: cancellation));
        var hour = now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour);
        Interlocked.Exchange(ref _madeThroughTicks, hour + (HoursAhead * TimeSpan.TicksPerHour));
    }

    /// <summary>The next call makes them again: one was found missing.</summary>
    public void Forget() => Interlocked.Exchange(ref _madeThroughTicks, 0);
}
