namespace Mes.Mqtt.Sessions;

/// <summary>
/// Pings (3.12), on a fixed beat whatever else flows: traffic in one direction proves nothing of the other. A ping that stays
/// unanswered is a lost link, unless we ourselves were too busy to read.
/// </summary>
/// <param name="interval">Between pings.</param>
/// <param name="heldInterval">Between pings while we do not read: enough for the broker to know that we live.</param>
/// <param name="patience">With the answer.</param>
sealed class KeepAlive(TimeSpan interval, TimeSpan heldInterval, TimeSpan patience, TimeProvider time)
{
    readonly Lock _lock = new();
    long _pinged = time.GetTimestamp();
    long _waitingSince;
    long _heldSince;
    long _answered = time.GetTimestamp();
    int _unanswered;
    bool _isHeld;

    /// <summary>Time until there is something to do: to ping, or to give up.</summary>
    public TimeSpan DueIn
    {
        get
        {
            lock (_lock)
            {
                return IsWaiting
                    ? patience - time.GetElapsedTime(_waitingSince)
                    : (_isHeld ? heldInterval : interval) - time.GetElapsedTime(_pinged);
            }
        }
    }

    /// <summary>The answer did not come in time.</summary>
    public bool IsDead
    {
        get
        {
            lock (_lock)
            {
                return IsWaiting && time.GetElapsedTime(_waitingSince) >= patience;
            }
        }
    }

    /// <summary>Whether a ping that left after this moment is answered.</summary>
    public bool IsAnsweredSince(long timestamp)
    {
        lock (_lock)
        {
            return _answered > timestamp;
        }
    }

    public bool IsPingDue
    {
        get
        {
            lock (_lock)
            {
                return !IsWaiting && time.GetElapsedTime(_pinged) >= (_isHeld ? heldInterval : interval);
            }
        }
    }

    // What was held while a ping waited does not count against the broker.
    bool IsWaiting => _unanswered > 0 && !_isHeld;

    public void Pinged()
    {
        lock (_lock)
        {
            _pinged = time.GetTimestamp();
            _waitingSince = _unanswered == 0 ? _pinged : _waitingSince;
            _unanswered++;
        }
    }

    /// <summary>An answer came.</summary>
    /// <returns>When the last ping left, once it is answered; null while answers are missing.</returns>
    public long? Answered()
    {
        lock (_lock)
        {
            _unanswered = Math.Max(_unanswered - 1, 0);
            _answered = _unanswered == 0 ? _pinged : _answered;
            return _unanswered == 0 ? _pinged : null;
        }
    }

    /// <summary>Reading stops, as the consumer is behind: the broker's silence is ours.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _isHeld = true;
            _heldSince = time.GetTimestamp();
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            _isHeld = false;
            var now = time.GetTimestamp();
            _waitingSince = Math.Min(now, _waitingSince + (now - _heldSince));
        }
    }
}
