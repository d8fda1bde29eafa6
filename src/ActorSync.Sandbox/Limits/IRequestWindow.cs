namespace ActorSync.Sandbox.Limits;

/// <summary>Counts requests over time; instants are durations since one start and never go back.</summary>
/// <remarks>A window reads no clock and takes no lock: whoever shares one guards it.</remarks>
public interface IRequestWindow
{
    /// <summary>How many requests pass in one window.</summary>
    int Allowed { get; }

    /// <summary>How long one window is.</summary>
    TimeSpan Length { get; }

    /// <summary>How many requests pass in a minute, at least 1: the unit in which the target names its limits.</summary>
    int AllowedPerMinute => (int)Math.Clamp(Math.Ceiling(Allowed * (TimeSpan.FromMinutes(1) / Length)), 1, int.MaxValue);

    /// <summary>Returns how long a request at <paramref name="now"/> would have to wait; zero means that it may pass.</summary>
    TimeSpan WaitAt(TimeSpan now);

    /// <summary>Counts a request that passed at <paramref name="now"/>.</summary>
    void Take(TimeSpan now);

    /// <summary>Returns how many requests the window that runs at <paramref name="now"/> has counted.</summary>
    int TakenAt(TimeSpan now);

    /// <summary>Changes the allowance (at least 1) and the length from <paramref name="now"/> on; what has passed in the running window still counts.</summary>
    void Change(int allowed, TimeSpan length, TimeSpan now);
}
