namespace Mes.Mqtt;

/// <summary>Topic filters (4.7). A filter is well-formed or not; which topics it takes follows from its text alone.</summary>
public static class TopicFilter
{
    const int BytesMax = 65_535;

    /// <summary>Whether the text may stand in SUBSCRIBE (4.7.1, 4.7.3).</summary>
    public static bool IsValid(string filter)
    {
        if (filter.Length == 0 || IsTooLong(filter) || filter.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var levels = filter.Split('/');
        return levels
            .Select((level, index) => (Level: level, IsLast: index == levels.Length - 1))
            .All(each => each.Level is "+" || (each.Level is "#" && each.IsLast) || !each.Level.AsSpan().ContainsAny('+', '#'));
    }

    /// <summary>Whether the text may stand in PUBLISH: a filter without wildcards (4.7.3).</summary>
    public static bool IsTopic(string topic) => IsValid(topic) && !topic.AsSpan().ContainsAny('+', '#');

    /// <summary>Whether a valid filter takes the topic. A leading wildcard takes none that begins with $ (4.7.2).</summary>
    public static bool Matches(string filter, string topic)
    {
        if (topic.StartsWith('$') && filter[0] is '+' or '#')
        {
            return false;
        }

        var (filterLevels, topicLevels) = (filter.Split('/'), topic.Split('/'));
        for (var i = 0; i < filterLevels.Length; i++)
        {
            if (filterLevels[i] == "#")
            {
                return true;
            }

            if (i == topicLevels.Length || (filterLevels[i] != "+" && filterLevels[i] != topicLevels[i]))
            {
                return false;
            }
        }

        return filterLevels.Length == topicLevels.Length;
    }

    static bool IsTooLong(string filter) => System.Text.Encoding.UTF8.GetByteCount(filter) > BytesMax;
}
