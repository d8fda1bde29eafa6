namespace ActorSync.Benchmarks.Target;

/// <summary>The requests for single users, user by user: whether they came one after the other, and whether what was lost was read before the next write.</summary>
internal sealed record UserTraffic(long LostWrites, long WrittenUnread, long Overlapping)
{
    /// <summary>Reads it from the target's log.</summary>
    public static UserTraffic Of(IEnumerable<TargetRequest> requests)
    {
        var (lost, unread, overlapping) = (0L, 0L, 0L);
        foreach (var user in requests.Where(request => request.User is not null).GroupBy(request => request.User))
        {
            var inDoubt = false;
            DateTimeOffset? writtenUntil = null;
            foreach (var request in user)
            {
                if (request.IsWrite)
                {
                    overlapping += request.ReceivedAt < writtenUntil ? 1 : 0;
                    unread += inDoubt ? 1 : 0;
                    inDoubt = IsLost(request);
                    lost += inDoubt ? 1 : 0;
                    writtenUntil = request.AnsweredAt ?? DateTimeOffset.MaxValue;
                }
                else if (request.Status == Ok)
                {
                    inDoubt = false;
                }
            }
        }

        return new(lost, unread, overlapping);
    }

    private const int Ok = 200;
    private const int FirstServerError = 500;

    private static bool IsLost(TargetRequest request) => request.Status is 0 or >= FirstServerError;
}
