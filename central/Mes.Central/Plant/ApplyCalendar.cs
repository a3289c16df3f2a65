using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Contracts.Events;
using Npgsql;

namespace Mes.Central.Plant;

/// <summary>
/// Appends the configured calendar where it differs from the last one (L5). The first governs all time before it too; a later
/// one governs from the moment at which central starts with it.
/// </summary>
sealed class ApplyCalendar(LedgerWriter ledger, CentralConfiguration configuration, TimeProvider clock)
{
    public Task RunAsync(CancellationToken cancellation) => ledger.AppendAsync(
        async transaction => await ChangeAsync(transaction, cancellation) is { } change ? [change] : [], cancellation);

    async Task<CalendarDefined?> ChangeAsync(NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var site = configuration.Site;
        var known = await PlantQueries.DefinitionsAsync(transaction.Connection!, transaction, site.Number, cancellation);
        if (known.Calendars is [.., var last]
            && last.TimeZone == site.TimeZone
            && last.Shifts.SequenceEqual(configuration.Shifts)
            && last.Breaks.SequenceEqual(configuration.Breaks))
        {
            return null;
        }

        var from = known.Calendars.Count == 0 ? DateTimeOffset.UnixEpoch : clock.GetUtcNow();
        return new CalendarDefined(site.Code, site.TimeZone, from, configuration.Shifts, configuration.Breaks);
    }
}
