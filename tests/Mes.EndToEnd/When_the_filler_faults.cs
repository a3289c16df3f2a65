using System.Globalization;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>Half a minute of fault in shifts of one minute: what the product shows is what a planner works out by hand.</summary>
sealed class When_the_filler_faults
{
    static readonly TimeSpan MicroStopLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan IdealCycle = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Closed = TimeSpan.FromSeconds(150);

    [Test]
    public async Task The_shift_shows_the_availability_performance_and_quality_of_a_spreadsheet()
    {
        var oneMinute = new { shifts = new { everyMinutes = 1 }, breaks = Array.Empty<object>() };
        var options = new PlantOptions { MicroStopLimit = MicroStopLimit, Calendar = oneMinute };
        await using var plant = await Plant.StartAsync(options);
        await FullMinuteAsync();
        await plant.Simulator.FaultAsync(TimeSpan.FromSeconds(30));

        var from = await ShiftWithTheFaultAsync(plant);
        var to = from.AddMinutes(1);
        var shift = await ClosedShiftAsync(plant, from);
        var states = await plant.QueryAsync<Spreadsheet.StateRow>(Spreadsheet.StatesSql);
        var counts = await plant.QueryAsync<Spreadsheet.CountRow>(Spreadsheet.CountsSql);

        var expected = Spreadsheet.Of(states, counts, from, to, MicroStopLimit, IdealCycle);
        TestContext.Out.WriteLine($"{from:HH:mm} spreadsheet {expected}; product {shift}");
        Assert.Multiple(() =>
        {
            Assert.That(expected.Availability, Is.LessThan(1), "the fault is in this shift");
            Assert.That(shift, Is.EqualTo(expected));
        });
    }

    /// <summary>A minute that is known from its beginning and holds running time, the fault and running time again.</summary>
    static async Task FullMinuteAsync()
    {
        var next = Minute(TimeProvider.System.GetUtcNow().UtcDateTime).AddMinutes(1).AddSeconds(5);
        await Eventually.Async(() => TimeProvider.System.GetUtcNow().UtcDateTime >= next, Closed, "the next minute began");
    }

    static DateTime Minute(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc);

    /// <summary>The minute in which the fault lasted longest.</summary>
    static async Task<DateTime> ShiftWithTheFaultAsync(Plant plant)
    {
        IReadOnlyList<Spreadsheet.StateRow> states = [];
        var fault = -1;
        await Eventually.Async(
            async () =>
            {
                states = await plant.QueryAsync<Spreadsheet.StateRow>(Spreadsheet.StatesSql);
                fault = states.ToList().FindIndex(row => row.State == "FAULT");
                return fault >= 0 && fault + 1 < states.Count;
            },
            Closed, "the fault has come and gone at central");

        return Minute(states[fault].OccurredAt + ((states[fault + 1].OccurredAt - states[fault].OccurredAt) / 2));
    }

    static async Task<Spreadsheet.Answer> ClosedShiftAsync(Plant plant, DateTime from)
    {
        Spreadsheet.Answer? answer = null;
        var path = string.Create(
            CultureInfo.InvariantCulture, $"/api/v1/machines/bottling/filler/shifts?from={from:s}Z&to={from.AddMinutes(1):s}Z");
        await Eventually.Async(
            async () =>
            {
                var shift = (await plant.GetAsync(path)).AsArray().SingleOrDefault();
                answer = shift?["quality"] is null ? null : new Spreadsheet.Answer(
                    Figure("availability"), Figure("performance"), Figure("quality"), Figure("value"));
                return answer is not null && (decimal?)shift!["coverage"] == 1;

                decimal Figure(string name) => (decimal)shift![name]!;
            },
            Closed, "the shift of the fault is closed and covered");
        return answer!;
    }
}
