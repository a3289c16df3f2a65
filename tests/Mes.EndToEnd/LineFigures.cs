using System.Globalization;
using Mes.Testing;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>The order's parts of each machine as SQL, API, web and HMI tell them.</summary>
static class LineFigures
{
    const string OfTheOrderSql = """
        select coalesce(sum(quantity), 0)::bigint from production_by_order
        where machine_id = @Machine and order_number = 'PO-1001' and outcome = @Outcome
        """;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>All the same, and with the parts that the machines made; scrap is counted at the last one.</summary>
    public static async Task AssertSameEverywhereAsync(Plant plant, IReadOnlyList<string> machines, int scrapOfTheLast)
    {
        await using var browser = await Browser.StartAsync();
        var web = await browser.OpenAsync(plant.CentralUrl, 1440, 900);
        var hmi = await browser.OpenAsync(plant.HmiUrl, 1280, 800);
        foreach (var machine in machines)
        {
            var made = await plant.MadeAsync(machine);
            var scrap = machine == machines[^1] ? scrapOfTheLast : 0;
            await Eventually.Async(
                async () => await BySqlAsync(plant, machine) == (made - scrap, scrap), Soon,
                $"central knows all of the {machine}");

            var name = char.ToUpperInvariant(machine[0]) + machine[1..];
            var tile = web.Locator($"article.tile[data-machine={name}] .counts strong");
            await ShowsAsync(tile, [made - scrap, scrap], $"web, {machine}");
            await ShowsAsync(hmi.Locator($".line-tile[data-machine={name}] .count"), [made], $"HMI, {machine}");
            Assert.That(await ByApiAsync(plant, machine), Is.EqualTo((made - scrap, (long)scrap)), $"API, {machine}");
            if (machine == machines[^1])
            {
                await ShowsAsync(hmi.Locator("[data-good]"), [made - scrap], "HMI, the order");
            }
        }
    }

    static async Task<(long Good, long Scrap)> BySqlAsync(Plant plant, string machine) =>
        (await OfTheOrderAsync(plant, machine, "GOOD"), await OfTheOrderAsync(plant, machine, "SCRAP"));

    static Task<long> OfTheOrderAsync(Plant plant, string machine, string outcome) =>
        plant.QuerySingleAsync<long>(OfTheOrderSql, new { Machine = $"demo/bottling/{machine}", Outcome = outcome });

    static async Task<(long Good, long Scrap)> ByApiAsync(Plant plant, string machine)
    {
        var overview = (await plant.GetAsync("/api/v1/machines")).AsArray();
        var mine = overview.Single(each => (string?)each!["machine"] == $"demo/bottling/{machine}")!;
        return ((long)mine["good"]!, (long)mine["scrap"]!);
    }

    // Pages follow on their own; thousands are set apart by a space.
    static async Task ShowsAsync(ILocator locator, IReadOnlyList<long> expected, string where)
    {
        IReadOnlyList<string> shown = [];
        await Eventually.Async(
            async () => (shown = await locator.AllTextContentsAsync()).Select(Number).SequenceEqual(expected), Soon,
            $"{where}: {string.Join(", ", expected)} is shown, not {string.Join(", ", shown)}");
    }

    static long Number(string text) =>
        long.Parse("0" + string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
