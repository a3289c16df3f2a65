using System.Text.Json;
using Mes.Domain.Performance;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Domain.Tests.Performance;

/// <summary>The figures of others: worksheets of oee.com and the terms of ISO 22400-2.</summary>
sealed class PublishedOeeTests
{
    const decimal ExactWithin = 1e-9m;

    [Test]
    public void Every_published_case_comes_out_as_printed_and_exactly_as_recomputed()
    {
        foreach (var reference in Cases("cases"))
        {
            var oee = Calculate(reference.GetProperty("input"));
            var expected = reference.GetProperty("expected");
            var within = reference.GetProperty("tolerance").GetProperty("abs").GetDecimal();

            AssertFigures(oee.Rounded(), expected.GetProperty("published"), within, reference);
            AssertFigures(oee, expected.GetProperty("exact"), ExactWithin, reference);
        }
    }

    [Test]
    public void A_shift_without_run_time_has_availability_and_OEE_zero()
    {
        var oee = Calculate(Edge("oee.edge_zero_total").GetProperty("input"));

        Assert.That((oee.Availability, oee.Value), Is.EqualTo(((decimal?)0m, (decimal?)0m)));
    }

    [Test]
    public void A_shift_faster_than_ideal_keeps_its_raw_performance()
    {
        var reference = Edge("oee.edge_fast");

        var oee = Calculate(reference.GetProperty("input"));

        Assert.That(oee.RawPerformance, Is.EqualTo(reference.GetProperty("expected").GetProperty("performance").GetDecimal()));
        Assert.That((oee.Performance, oee.IsOverSpeed), Is.EqualTo(((decimal?)1m, true)));
    }

    [Test]
    public void The_terms_of_ISO_22400_give_the_same_index()
    {
        using var file = Open();
        var iso = file.RootElement.GetProperty("iso22400");
        var example = iso.GetProperty("example");
        var busy = example.GetProperty("PBT_min").GetDecimal() * 60;
        var producing = example.GetProperty("APT_min").GetDecimal() * 60;

        var oee = OeeCalculator.Calculate(OeeTerms.Of(
            busy, busy - producing, example.GetProperty("PRI_s").GetDecimal(),
            example.GetProperty("PQ").GetDecimal(), example.GetProperty("GQ").GetDecimal()));

        var expected = iso.GetProperty("expected");
        Assert.That(oee.Availability, Is.EqualTo(expected.GetProperty("availability").GetDecimal()).Within(ExactWithin));
        Assert.That(oee.Performance, Is.EqualTo(expected.GetProperty("effectiveness").GetDecimal()).Within(ExactWithin));
        Assert.That(oee.Quality, Is.EqualTo(expected.GetProperty("quality_ratio").GetDecimal()).Within(ExactWithin));
        Assert.That(oee.Value, Is.EqualTo(expected.GetProperty("oee_index").GetDecimal()).Within(ExactWithin));
    }

    static void AssertFigures(Oee oee, JsonElement expected, decimal within, JsonElement reference)
    {
        var id = reference.GetProperty("id").GetString();
        Assert.That(oee.Availability, Is.EqualTo(expected.GetProperty("availability").GetDecimal()).Within(within), id);
        Assert.That(oee.RawPerformance, Is.EqualTo(expected.GetProperty("performance").GetDecimal()).Within(within), id);
        Assert.That(oee.Quality, Is.EqualTo(expected.GetProperty("quality").GetDecimal()).Within(within), id);
        Assert.That(oee.Value, Is.EqualTo(expected.GetProperty("oee").GetDecimal()).Within(within), id);
    }

    static Oee Calculate(JsonElement input)
    {
        var total = input.GetProperty("total").GetDecimal();
        return OeeCalculator.Calculate(OeeTerms.Of(
            input.GetProperty("shift_min").GetDecimal() - input.GetProperty("planned_stop_min").GetDecimal(),
            input.GetProperty("down_min").GetDecimal(), input.GetProperty("ideal_cycle_min").GetDecimal(),
            total, total - input.GetProperty("reject").GetDecimal()));
    }

    static JsonElement Edge(string id) => Cases("edge").Single(reference => reference.GetProperty("id").GetString() == id);

    static JsonElement[] Cases(string name)
    {
        using var file = Open();
        return [.. file.RootElement.GetProperty(name).EnumerateArray().Select(reference => reference.Clone())];
    }

    static JsonDocument Open() => JsonDocument.Parse(File.ReadAllBytes(Reference.File("oee", "cases.json")));
}
