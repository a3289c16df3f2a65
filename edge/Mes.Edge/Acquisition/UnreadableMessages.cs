using System.Globalization;

namespace Mes.Edge.Acquisition;

/// <summary>Counts what could not be read and says when that is worth telling again.</summary>
sealed class UnreadableMessages(TimeProvider time)
{
    // The screen needs no more, and a log that repeats itself each second is not read.
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    long _count;
    long _toldCount;
    long _toldAt;
    string _last = "";

    public void Add(string topic, string why)
    {
        _count++;
        _last = $"{Shown(topic)}: {why}";
    }

    /// <summary>Null while there is nothing new, or it was told a moment ago.</summary>
    public SourceNotice.Unreadable? Due()
    {
        if (_count == _toldCount || (_toldCount > 0 && time.GetElapsedTime(_toldAt) < Pause))
        {
            return null;
        }

        _toldCount = _count;
        _toldAt = time.GetTimestamp();
        var messages = _count == 1 ? "1 message" : $"{_count.ToString("N0", CultureInfo.InvariantCulture)} messages";
        return new SourceNotice.Unreadable($"{messages} could not be read, the last on {_last}.");
    }

    static string Shown(string topic) => topic.Length > 100 ? $"{topic[..100]}…" : topic;
}
