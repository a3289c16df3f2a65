using Mes.Contracts.Events;

namespace Mes.Contracts.Tests.Events;

/// <summary>One event of every kind, each member filled, as kept in <c>golden/</c>.</summary>
static class SomeEvents
{
    public static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);

    static readonly Guid Boot = Id(0xb0);

    public static readonly IReadOnlyList<EventBody> Bodies =
    [
        new IncarnationOpened(Id(0xa1), Id(0xa0), 41, new string('0', 64), "Restored from a backup.", "mes-edge 0.1.0"),
        new ConfigurationApplied(3, new string('a', 64)),
        new MachineDefined("works/line-1/filler", "Filler", TimeSpan.FromMilliseconds(1500), TimeSpan.FromMilliseconds(500),
            TimeSpan.FromSeconds(120), "COUNTER"),
        new TagDefined(7, "works/line-1/filler", "temperature", "°C", "plc", "ns=2;s=Filler.Temperature"),
        new ReasonDefined("works/line-1", "JAM", "Jam \"infeed\"", "stop", Planned: false),
        new CalendarDefined(
            "works", "Europe/Berlin", At, [new CalendarSpan("Early", 360, 840)], [new CalendarSpan("Lunch", 600, 630)]),
        new ClockObserved(Boot, TimeSpan.FromSeconds(90), At, TimeSpan.FromMilliseconds(-250), TimeSpan.FromMilliseconds(4)),
        new MachineStateChanged("works/line-1/filler", "FAULT", "2"),
        new PartsCounted(8, "works/line-1/filler", 1, 65_534, 1, 3, At, At.AddSeconds(10), Estimated: true),
        new QuantityReclassified("works/line-1/filler", "GOOD", "SCRAP", 2, "DENT", Id(0xe1)),
        new StoppageReasonGiven("works/line-1/filler", Id(0xe2), "JAM"),
        new OrderRunStarted("works/line-1", "4711", "BOTTLE-05", "Bottle 0.5 l", 20_000),
        new OrderRunEnded(Id(0xe3)),
        new GapOpened("plc", ["works/line-1/filler", "works/line-1/capper"], At, "The connection was refused."),
        new GapClosed(Id(0xe4), "plc", ["works/line-1/filler"], At, At.AddMinutes(1), "The connection was refused."),
        new TelemetryAnchored(1, 60, new string('f', 64)),
        new AnomalyDetected("works/line-1/filler", 7, "temperature", "CUSUM", "WARNING", 81.25, 60.5, 79.5),
    ];

    public static JournalEvent Of(EventBody body) => new(
        Id(0xe0), new EventTimes(At, At.AddMilliseconds(7), TimeSpan.FromSeconds(91), Boot), Id(0xf0), "hmi-1", Id(0xac), body);

    public static Guid Id(byte last) => new($"0199aa00-0000-7000-8000-0000000000{last:x2}");
}
