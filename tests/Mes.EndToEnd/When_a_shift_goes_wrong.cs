using System.Globalization;
using Mes.Testing;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>
/// Everything that goes wrong in a month, in a minute and on three machines at once: at the end each part and each second is
/// accounted for, and everybody reads the same figures.
/// </summary>
sealed class When_a_shift_goes_wrong
{
    const string CountedSql = """
        select coalesce(sum(quantity), 0)::bigint from production_events_current where machine_id = @Machine
        """;

    const int Scrap = 3;
    const uint NearItsEnd = 65_536 - 100;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    static readonly TimeSpan KnownMin = TimeSpan.FromSeconds(15);

    // Changes are told by the machines' own time stamps, to the millisecond; MQTT's are rounded down to it.
    static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(5);

    static readonly PlantOptions Options = new()
    {
        Machines = SimulatorOptions.WholeLine,
        Rate = 4,
        FirstCounts = new Dictionary<string, uint> { ["capper"] = NearItsEnd },
        MicroStopLimit = TimeSpan.FromSeconds(5),
        Calendar = new { shifts = new { everyMinutes = 1 }, breaks = Array.Empty<object>() },
    };

    [Test]
    public async Task Every_part_and_every_second_is_accounted_for_and_everybody_reads_the_same_figures()
    {
        await using var plant = await Plant.StartAsync(Options);
        var from = Now();
        await MachinesFailAsync(plant);
        await CountersStartOverAsync(plant);
        await TheBrokerRestartsAsync(plant);
        await TheLinePcDiesWhileCentralIsAwayAsync(plant);
        var to = await EndOfProductionAsync(plant);

        foreach (var machine in Options.Machines)
        {
            await AssertPartsAsync(plant, machine);
            await AssertSecondsAsync(plant, machine, from, to);
        }

        await AssertStopsAsync(plant);
        await EnterScrapAsync(plant, Scrap);
        await LineFigures.AssertSameEverywhereAsync(plant, Options.Machines, Scrap);
    }

    /// <summary>A micro-stop of the filler; a fault of the capper, which starves the labeller and blocks the filler.</summary>
    static async Task MachinesFailAsync(Plant plant)
    {
        await RunAsync(plant, "labeller", 20);
        await plant.Simulator.StopAsync(TimeSpan.FromSeconds(2));
        await RunAsync(plant, "filler", 10);
        await plant.Simulator.FaultAsync(TimeSpan.FromSeconds(8), code: 401, machine: "capper");
        await RunAsync(plant, "capper", 10);
    }

    static async Task CountersStartOverAsync(Plant plant)
    {
        var reset = await plant.Simulator.ResetCounterAsync("filler");
        Assert.That(reset.CounterResets, Has.Count.EqualTo(1));
        await Eventually.Async(
            async () => (await plant.Simulator.StateAsync("capper")).Parts < NearItsEnd, Soon, "the capper's counter rolls over");
    }

    static async Task TheBrokerRestartsAsync(Plant plant)
    {
        await plant.Broker.StopAsync();
        await RunAsync(plant, "filler", 16);
        await plant.Broker.StartAgainAsync();
        await RunAsync(plant, "labeller", 16);
    }

    static async Task TheLinePcDiesWhileCentralIsAwayAsync(Plant plant)
    {
        await plant.StopCentralAsync();
        await plant.Simulator.MaintainBearingAsync("capper", TimeSpan.FromSeconds(2));
        await RunAsync(plant, "capper", 10);
        await plant.KillEdgeAsync();
        await RunAsync(plant, "filler", 16);
        await plant.StartEdgeAsync();
        await RunAsync(plant, "filler", 16);
        await plant.StartCentralAsync();
    }

    /// <summary>Stands everything still; tells an instant at which everybody can know it.</summary>
    static async Task<DateTimeOffset> EndOfProductionAsync(Plant plant)
    {
        foreach (var machine in Options.Machines)
        {
            await plant.Simulator.PauseAsync(machine);
        }

        return Now() + Rest;
    }

    // The API answers in whole microseconds.
    static DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    static async Task RunAsync(Plant plant, string machine, int parts)
    {
        var wanted = await plant.MadeAsync(machine) + parts;
        await Eventually.Async(
            async () => await plant.MadeAsync(machine) >= wanted, Soon, $"the {machine} makes {parts} parts");
    }

    static async Task AssertPartsAsync(Plant plant, string machine)
    {
        var made = await plant.MadeAsync(machine);
        var counted = -1L;
        await Eventually.Async(
            async () => (counted = await plant.QuerySingleAsync<long>(CountedSql, Of(machine))) >= made, Soon,
            $"central counts the {made} parts of the {machine}");
        Assert.That(counted, Is.EqualTo(made), $"parts of the {machine}");
    }

    static async Task AssertSecondsAsync(Plant plant, string machine, DateTimeOffset from, DateTimeOffset to)
    {
        var truth = await Truth.OfAsync(plant.Simulator, machine, Options, from, to);
        var told = new Told([], []);
        await Eventually.Async(
            async () => (told = await Told.AskAsync(plant, machine, from, to)).States is [.., { State: "IDLE" } last]
                && last.To >= to,
            Soon, $"central knows how the {machine} ended");
        var queried = await Told.QueryAsync(plant, machine, from, to);
        TestContext.Out.WriteLine(
            $"{machine}: known {told.Known.TotalSeconds:0.000} of {(to - from).TotalSeconds:0.000} s; "
            + string.Join(", ", told.States.Select(stretch => $"{stretch.State} {stretch.Length.TotalSeconds:0.000}")));

        Assert.Multiple(() =>
        {
            Assert.That(Told.Sum(told.States), Is.EqualTo(to - from), $"no second of the {machine} is left out");
            Assert.That(told.States, Is.EqualTo(queried), $"API and SQL tell the same of the {machine}");
            Assert.That(Truth.Disagreements(truth, told.States, Tolerance), Is.Empty, machine);
            Assert.That(told.Known, Is.GreaterThan(KnownMin), $"known time of the {machine}");
            foreach (var silent in told.States.Where(stretch => stretch.State == Told.NoData))
            {
                var declared = Told.Sum(Told.Clip(told.Gaps, silent.From, silent.To));
                Assert.That(declared, Is.EqualTo(silent.Length), $"{machine}: {silent} is a declared gap");
            }
        });
    }

    static async Task AssertStopsAsync(Plant plant)
    {
        var filler = await plant.GetAsync("/api/v1/machines/bottling/filler");
        Assert.That(filler["stoppages"]!.AsArray().Select(stop => (string?)stop!["class"]), Does.Contain("MICRO_STOP"));
        var capper = await plant.GetAsync("/api/v1/machines/bottling/capper");
        Assert.That(
            capper["stoppages"]!.AsArray().Select(stop => ((string?)stop!["class"], (string?)stop["reason"])),
            Does.Contain(("DOWNTIME", "NO_CAPS")), "the machine said itself why it stood");
    }

    static async Task EnterScrapAsync(Plant plant, int quantity)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(plant.HmiUrl, 1280, 800);
        await page.Locator("[data-opens=scrap-sheet]").First.ClickAsync();
        var sheet = page.Locator("#scrap-sheet");
        await sheet.Locator($"[data-pad-key='{quantity.ToString(CultureInfo.InvariantCulture)}']").ClickAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Damaged bottle" }).ClickAsync();
        await Assertions.Expect(sheet).ToBeHiddenAsync();
    }

    static object Of(string machine) => new { Machine = $"demo/bottling/{machine}" };
}
