using System.Globalization;
using System.Text.Json;

namespace Mes.Edge.Configuration;

/// <summary>The <c>faultCode</c> of a machine: which tag shows it, and what the codes mean as reasons of a stop.</summary>
static class FaultCodeReader
{
    public static FaultCodeConfiguration? Read(
        ConfigurationSection machine, IReadOnlyList<TagConfiguration> tags,
        IReadOnlyList<ReasonConfiguration> reasons, List<ConfigurationFault> faults)
    {
        if (!machine.Has("faultCode"))
        {
            return null;
        }

        var section = machine.Section("faultCode", "tag", "reasons");
        var tag = MachineReader.ReadTag(section, "tag", tags);
        var codes = new Dictionary<long, string>();
        var known = reasons
            .Where(reason => reason.Kind == ReasonConfiguration.Stop)
            .Select(reason => reason.Code)
            .Distinct()
            .ToList();
        foreach (var (key, value, path) in section.Has("reasons") ? section.Entries("reasons") : [])
        {
            var reason = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            if (!long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) || code == 0)
            {
                faults.Add(new ConfigurationFault(path, $"\"{key}\" is no fault code; use a whole number other than 0"));
            }
            else if (value.ValueKind != JsonValueKind.String || !known.Contains(reason, StringComparer.Ordinal))
            {
                faults.Add(new ConfigurationFault(
                    path, $"\"{reason}\" is no stop reason of this line; {NearestName.Question(reason, known)}"
                        + $"its stop reasons are {NearestName.List(known)}"));
            }
            else if (!codes.TryAdd(code, reason))
            {
                faults.Add(new ConfigurationFault(path, $"{code} is there twice"));
            }
        }

        return tag is null ? null : new FaultCodeConfiguration(tag.Metric, codes);
    }
}
