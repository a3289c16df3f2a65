using Mes.Domain.Performance;
using Mes.Ui.Performance;
using Mes.Ui.Tests.Machines;
using NUnit.Framework;

namespace Mes.Ui.Tests.Performance;

public sealed class ChartTests
{
    static readonly ShiftTimes Times = new(
        Minutes(20), Minutes(0), Minutes(0), Minutes(20), Minutes(10), Minutes(50));

    [Test]
    public async Task Each_loss_begins_where_the_one_before_left_off()
    {
        var html = await WaterfallAsync(
            new TimeLosses(Times, Minutes(15), TimeSpan.Zero, Minutes(40), Minutes(4), Minutes(6)));

        Assert.That(html, Does.Match("""<rect class="fault" x="65%" width="15%" """.TrimEnd()), "from 80 down to 65 of 100 min");
        Assert.That(html, Does.Match("""<rect class="idle" x="60%" width="5%" """.TrimEnd()));
        Assert.That(html, Does.Match("""<rect class="value" x="0%" width="40%" """.TrimEnd()));
    }

    [Test]
    public async Task Over_speed_is_drawn_the_other_way_and_said()
    {
        var html = await WaterfallAsync(
            new TimeLosses(Times, Minutes(20), TimeSpan.Zero, Minutes(60), TimeSpan.Zero, Minutes(-10)));

        Assert.That(html, Does.Contain("−10 min 0 s").And.Contain("the ideal cycle is set too slow"));
        Assert.That(html, Does.Match("""<rect class="loss" x="50%" width="10%" """.TrimEnd()));
    }

    [Test]
    public async Task Without_an_ideal_cycle_nothing_is_said_of_speed()
    {
        var html = await WaterfallAsync(new TimeLosses(Times, TimeSpan.Zero, TimeSpan.Zero, null, null, null));

        Assert.That(html, Does.Contain(">Running<").And.Not.Contain("Speed loss").And.Not.Contain("ideal speed"));
    }

    [Test]
    public async Task Causes_are_ordered_by_what_they_took_and_summed_up_to_all()
    {
        var html = await Rendered.Async<ParetoChart>(new()
        {
            ["Causes"] = (IReadOnlyList<ParetoCause>)
            [
                new ParetoCause("Jam", Minutes(10), 3), new ParetoCause("No caps", Minutes(30), 1, "/x"),
                new ParetoCause("Never", TimeSpan.Zero, 0),
            ],
        });

        Assert.That(html, Does.Match("(?s)href=\"/x\".*No caps.*75.0<.*Jam.*100.0<"));
        Assert.That(html, Does.Not.Contain("Never"));
    }

    static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    static Task<string> WaterfallAsync(TimeLosses losses) => Rendered.Async<LossWaterfall>(new() { ["Losses"] = losses });
}
