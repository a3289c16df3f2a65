using Mes.Central.Configuration;
using Mes.Contracts.Events;
using Mes.Testing;

namespace Mes.Central.Tests;

/// <summary>Things as tests usually want them.</summary>
static class Some
{
    public const string Machine = "demo/bottling/filler";

    public static readonly IReadOnlyList<CalendarSpan> DayShifts =
    [
        new("Early", 360, 840), new("Late", 840, 1320), new("Night", 1320, 360),
    ];

    public static readonly IReadOnlyList<CalendarSpan> MinuteShifts =
        [.. Enumerable.Range(0, 1440).Select(minute => new CalendarSpan($"{minute / 60:00}:{minute % 60:00}", minute, (minute + 1) % 1440))];

    public static CentralConfiguration Configuration(
        TestDatabase database, byte[] publicKey, IReadOnlyList<CalendarSpan>? shifts = null) => new(
        Port: 0,
        database.ConnectionStringOf("mes_service"),
        new SiteSettings(1, "demo", "Demo plant", "Europe/Berlin"),
        shifts ?? DayShifts,
        Breaks: [],
        [new EdgeSettings(1, "bottling", "Bottling line", publicKey)]);

    public static MachineDefined Filler(TimeSpan? idealCycle = null) => new(
        Machine, "Filler", idealCycle ?? TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10), "COUNTER");

    public static MachineStateChanged State(string state) => new(Machine, state, "6");

    public static PartsCounted Parts(long before, long after, DateTimeOffset from, DateTimeOffset to, int epoch = 0) =>
        new(2, Machine, epoch, before, after, after - before, from, to, Estimated: false);
}
