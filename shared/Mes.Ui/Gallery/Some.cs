using Mes.Domain.Machines;
using Mes.Domain.Performance;
using Mes.Ui.Forms;
using Mes.Ui.Machines;
using Mes.Ui.Notices;
using Mes.Ui.Performance;
using Mes.Ui.Times;

namespace Mes.Ui.Gallery;

/// <summary>Examples for the gallery, on a fixed day, so that two screenshots of it are alike.</summary>
static class Some
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 13, 20, 0, TimeSpan.Zero);

    public static readonly SiteTime Time = new(Now, TimeZoneInfo.Utc);

    public static readonly DateTimeOffset ShiftStart = Now.AddHours(-7).AddMinutes(-20);

    public static readonly DateTimeOffset ShiftEnd = ShiftStart.AddHours(8);

    public static readonly IReadOnlyList<StatePiece> Pieces =
    [
        Piece(MachineState.Maintenance, 0, 25, "Planned: clean filling heads"),
        Piece(MachineState.Running, 25, 118),
        Piece(MachineState.Idle, 118, 121),
        Piece(MachineState.Running, 121, 190),
        Piece(MachineState.Fault, 190, 204, "Bottle jam at infeed"),
        Piece(MachineState.Running, 204, 262),
        Piece(MachineState.NoData, 262, 281, "The PLC did not answer"),
        Piece(MachineState.Running, 281, 398),
        Piece(MachineState.Idle, 398, 419, "No caps"),
        Piece(MachineState.Running, 419, 440),
    ];

    public static readonly IReadOnlyList<TimelineRow> Line =
    [
        new("Filler 1", Pieces, "#"),
        new("Capper 1",
        [
            Piece(MachineState.Maintenance, 0, 22), Piece(MachineState.Running, 22, 188), Piece(MachineState.Idle, 188, 206),
            Piece(MachineState.Running, 206, 396), Piece(MachineState.Fault, 396, 418, "No caps"),
            Piece(MachineState.Running, 418, 440),
        ], "#"),
        new("Labeller 1",
        [
            Piece(MachineState.NoData, 0, 120, "The broker was away"), Piece(MachineState.Running, 120, 440),
        ], "#"),
    ];

    /// <summary>4,000 pieces of 21.6 s in a day: what a time line must stay quick with.</summary>
    public static readonly IReadOnlyList<StatePiece> BusyDay =
    [
        .. Enumerable.Range(0, 4000).Select(number => new StatePiece(
            (number % 2, number % 34, number % 211) switch
            {
                (_, _, 0) => MachineState.NoData,
                (_, 3, _) => MachineState.Fault,
                (1, _, _) => MachineState.Idle,
                _ => MachineState.Running,
            },
            Now.AddDays(-1).AddSeconds(number * 21.6 + (number % 2 == 1 ? 17 : 0)),
            Now.AddDays(-1).AddSeconds((number + 1) * 21.6 + (number % 2 == 0 ? 17 : 0)))),
    ];

    static readonly ShiftTimes Times = new(
        Minutes(30), Minutes(20), Minutes(19), Minutes(46), Minutes(11), Minutes(354));

    public static readonly TimeLosses Losses =
        new(Times, Minutes(14), Minutes(5), Minutes(302), Minutes(8), Minutes(44));

    public static readonly TimeLosses OverSpeedLosses =
        Losses with { IdealTimeOfGood = Minutes(366), SpeedLoss = Minutes(-20) };

    public static readonly TimeLosses LossesWithoutIdeal =
        Losses with { IdealTimeOfGood = null, IdealTimeOfScrap = null, SpeedLoss = null };

    public static readonly TimeLosses UnknownLosses = TimeLosses.Zero with
    {
        Times = ShiftTimes.Zero with { NoData = Minutes(12) },
    };

    public static readonly IReadOnlyList<ParetoCause> Causes =
    [
        new("Bottle jam at infeed", Minutes(14), 3, "#"),
        new("No reason given yet", Minutes(11), 2, "#", ParetoKind.Unassigned),
        new("No caps", Minutes(21), 1, "#"),
        new("Micro-stops", Minutes(9), 41, "#", ParetoKind.NotAsked),
        new("Waiting for quality release", Minutes(4), 1, "#"),
    ];

    public static readonly OeeView Oee = new(0.742m, 0.861m, 0.893m, 0.965m, 1m, false);

    public static readonly OeeView PartialOee = new(0.684m, 0.842m, 0.836m, 0.972m, 0.957m, false);

    public static readonly OeeView DoubtfulOee = new(0.512m, 0.64m, 1m, 0.8m, 0.62m, true);

    public static readonly OeeView NoOee = new(null, null, null, null, 0m, false);

    public static readonly IReadOnlyList<TileView> Tiles =
    [
        Tile("Filler 1", MachineState.Running, 22, null, Oee),
        Tile("Capper 1", MachineState.Idle, 4, "No caps", PartialOee),
        Tile("Labeller 1", MachineState.Fault, 11, "Web break", DoubtfulOee),
        Tile("Packer 1", MachineState.Maintenance, 95, null, NoOee),
        Tile("Palletiser 1", MachineState.NoData, 128, "The PLC does not answer", DoubtfulOee),
        new("#", "Filler 2", "L2 · Plant 1", MachineState.NoData, null, null, null, null, null, null, 0, []),
    ];

    public static readonly IReadOnlyList<Reason> Reasons =
    [
        new("JAM", "Bottle jam"), new("CAPS", "No caps"), new("LABEL", "Web break"), new("SETUP", "Changeover"),
        new("CLEAN", "Cleaning"), new("WAIT", "Waiting for quality release"),
    ];

    public static readonly Link PlcUp = new("Filler", true, Now.AddHours(-6), null);

    public static readonly Link PlcAway =
        new("Filler", false, Now.AddMinutes(-3), "It does not answer at opc.tcp://10.0.4.11:4840.");

    public static readonly Link CentralUp = new("Central", true, Now.AddHours(-6), null);

    public static readonly Link CentralAway = new("Central", false, Now.AddMinutes(-42), "connection refused");

    static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    static StatePiece Piece(MachineState state, int fromMinute, int toMinute, string? note = null) =>
        new(state, ShiftStart.AddMinutes(fromMinute), ShiftStart.AddMinutes(toMinute), note);

    static TileView Tile(string name, MachineState state, int minutes, string? note, OeeView oee) =>
        new("#", name, "L1 · Plant 1", state, Now.AddMinutes(-minutes), note,
            new TileOrder("PO-10042", "Lemonade 0.5 l", 12_846, 312, 20_000, oee.IsDoubtful ? 240 : 0), oee, "Early shift",
            Now.AddSeconds(-4), 0, Pieces);
}
