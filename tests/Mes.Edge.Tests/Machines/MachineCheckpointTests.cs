using System.Text.Json;
using Mes.Domain.Machines;
using Mes.Edge.Line;
using NUnit.Framework;

namespace Mes.Edge.Tests.Machines;

[TestFixture]
public sealed class MachineCheckpointTests
{
    // As the first version wrote it, in the middle of a stop that is not certain yet.
    const string First = """
        {
          "Progress": {
            "State": 1, "Since": "2026-01-05T06:00:00+00:00", "GapCause": null, "Lost": false,
            "Candidate": { "State": 3, "From": "2026-01-05T06:00:09+00:00", "Raw": 9 },
            "Waiting": [],
            "Counter": {
              "Epoch": 0, "Reading": 103, "ReadAt": "2026-01-05T06:00:08+00:00", "Watched": true,
              "CountedFrom": "2026-01-05T06:00:00+00:00", "ReadingBefore": 100, "Quantity": 3,
              "FirstPartAt": "2026-01-05T06:00:01+00:00", "Estimated": false
            },
            "Clock": "2026-01-05T06:00:09.2+00:00",
            "StateStamp": "2026-01-05T06:00:09+00:00", "CounterStamp": "2026-01-05T06:00:08+00:00"
          },
          "Gap": null,
          "Stops": [{ "Event": "019b0000-0000-7000-8000-000000000001", "From": "2026-01-05T05:00:00+00:00", "Reason": "JAM",
            "IsOver": true }],
          "Good": 42, "Scrap": 1,
          "Names": { "Code": "demo/bottling/filler", "Source": "filler-plc", "CounterTag": 2 }
        }
        """;

    [Test]
    public void A_checkpoint_of_the_first_version_is_gone_on_from()
    {
        var checkpoint = JsonSerializer.Deserialize(First, CheckpointJson.Default.MachineCheckpoint)!;

        Assert.That((checkpoint.Good, checkpoint.Codes, checkpoint.Stops[0].Reason), Is.EqualTo((42L, (FaultCodes?)null, "JAM")));
        Assert.That(checkpoint.Progress.Reached, Is.EqualTo(Some.Morning.AddMilliseconds(9200)));
        foreach (var rule in Rules)
        {
            var lost = MachineFold.Advance(
                rule, checkpoint.Progress, new MachineInput.DataLost(checkpoint.Progress.Reached, "The edge was not running."));
            var told = lost.Outputs.Select(output => output.GetType().Name);
            Assert.That(told, Is.EqualTo(["PartsCounted", "GapOpened"]), $"{rule}");
        }
    }

    static IEnumerable<MachineRule> Rules
    {
        get
        {
            StateRule[] rules =
                [new StateRule.ByTag(PackMlStates.All), new StateRule.ByBits(true, true), new StateRule.ByCycle(3)];
            return rules.Select(rule => new MachineRule(rule, TimeSpan.FromSeconds(0.5), 65_536, TimeSpan.FromSeconds(1)));
        }
    }
}
