using Mes.Domain.Anomalies;

namespace Mes.Edge.Configuration;

/// <summary>The <c>detect</c> of a tag: which detectors watch it. What is not given has the default of its kind.</summary>
static class DetectorReader
{
    const string Member = "detect";

    // The defaults and what each member means: docs/detectors.md. A member that belongs to another kind is a fault of its own.
    static readonly string[] Common = ["kind", "threshold", "warmUp", "clearAfter", "minDeviation", "mean", "deviation"];
    static readonly string[] OfKinds = ["window", "slack", "weight"];

    public static IReadOnlyList<DetectorRule> Read(ConfigurationSection tag)
    {
        if (!tag.Has(Member))
        {
            return [];
        }

        var sections = tag.List(Member, 0, 3, [.. Common, .. OfKinds]);
        ConfigurationSection.RefuseRepeats(sections, "kind", section => section.Raw("kind"));
        return [.. sections.Select(ReadRule).OfType<DetectorRule>()];
    }

    static DetectorRule? ReadRule(ConfigurationSection section)
    {
        var (kind, own) = section.Text("kind") switch
        {
            "zscore" => (DetectorKind.ZScore, "window"),
            "cusum" => (DetectorKind.Cusum, "slack"),
            "ewma" => (DetectorKind.Ewma, "weight"),
            var other => ((DetectorKind?)null, other),
        };
        if (kind is not { } known)
        {
            if (own.Length > 0)
            {
                section.Fault("kind", $"\"{own}\" is no detector; use zscore, cusum or ewma");
            }

            return null;
        }

        foreach (var foreign in OfKinds.Where(member => member != own && section.Has(member)))
        {
            section.Fault(foreign, $"does not belong to {section.Raw("kind")}, whose own member is {own}");
        }

        return ReadRule(section, DetectorRule.Default(known));
    }

    static DetectorRule ReadRule(ConfigurationSection section, DetectorRule otherwise)
    {
        var baseline = ReadBaseline(section);
        var rule = otherwise with
        {
            Threshold = section.Number("threshold", 0.1, 1_000_000, otherwise.Threshold),
            WarmUp = (int)section.Integer("warmUp", 2, 1_000_000, otherwise.WarmUp),
            ClearAfter = (int)section.Integer("clearAfter", 1, 1_000_000, otherwise.ClearAfter),
            MinDeviation = section.Number("minDeviation", 0, Detector.LargestValue, otherwise.MinDeviation),
            Known = baseline,
        };
        rule = rule.Kind switch
        {
            // What is known needs no window.
            DetectorKind.ZScore => rule with
            {
                Window = (int)section.Integer(
                    "window", 0, DetectorRule.MaxWindow, baseline is null ? otherwise.Window : 0),
            },
            DetectorKind.Cusum => rule with { Slack = section.Number("slack", 0.001, 1_000_000, otherwise.Slack) },
            _ => rule with { Weight = section.Number("weight", 0.0001, 1, otherwise.Weight) },
        };
        if (rule.Fault() is { } fault)
        {
            section.Fault("kind", fault);
        }

        return rule;
    }

    static Baseline? ReadBaseline(ConfigurationSection section)
    {
        if (!section.Has("mean") && !section.Has("deviation"))
        {
            return null;
        }

        if (!section.Has("mean") || !section.Has("deviation"))
        {
            var missing = section.Has("mean") ? "deviation" : "mean";
            section.Fault(missing, "is missing; where one of mean and deviation is given, so is the other");
        }

        return new Baseline(
            section.Number("mean", -Detector.LargestValue, Detector.LargestValue, 0),
            section.Number("deviation", 1e-100, Detector.LargestValue, 1));
    }
}
