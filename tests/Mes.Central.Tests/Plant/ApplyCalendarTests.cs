using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Central.Plant;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Mes.Central.Tests.Plant;

sealed class ApplyCalendarTests : CentralFixture
{
    [Test]
    public async Task The_same_calendar_is_recorded_once()
    {
        await ApplyAsync(Some.DayShifts);

        Assert.That(await RecordedAsync(), Is.EqualTo([DateTimeOffset.UnixEpoch]), "the first governs all time");
    }

    [Test]
    public async Task A_changed_one_governs_from_now_on_and_is_recorded_once_however_many_instances_start()
    {
        var before = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApplyAsync([new("Day", 480, 960)])));

        var recorded = await RecordedAsync();
        Assert.That(recorded, Has.Count.EqualTo(2));
        Assert.That(recorded[1], Is.GreaterThan(before.AddSeconds(-1)));
    }

    Task ApplyAsync(IReadOnlyList<Contracts.Events.CalendarSpan> shifts) => new ApplyCalendar(
        Central.Services.GetRequiredService<LedgerWriter>(),
        Central.Services.GetRequiredService<CentralConfiguration>() with { Shifts = shifts },
        TimeProvider.System).RunAsync(CancellationToken.None);

    Task<IReadOnlyList<DateTimeOffset>> RecordedAsync() =>
        Central.QueryAsync<DateTimeOffset>("select effective_from from calendar_definition order by position");
}
