namespace Mes.Mqtt.Sessions;

/// <summary>
/// Growing pauses with full jitter: each is anywhere between nothing and a ceiling that doubles, so that many clients of a
/// broker that comes back do not all dial at once.
/// </summary>
/// <param name="random">Gives numbers from 0 up to, not including, 1.</param>
sealed class Backoff(TimeSpan first, TimeSpan max, Func<double> random)
{
    TimeSpan? _ceiling;

    public TimeSpan Next()
    {
        var ceiling = _ceiling ?? first;
        _ceiling = ceiling * 2 < max ? ceiling * 2 : max;
        return ceiling * random();
    }

    public void Reset() => _ceiling = null;
}
