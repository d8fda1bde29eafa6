using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Runs;

public sealed class AccessWatchTests
{
    private readonly AccessWatch _watch = new();

    [Fact]
    public void Several_users_in_a_row_who_are_refused_stop_the_run_and_say_what_was_answered()
    {
        Refuse(AccessWatch.MaxInARow - 1);
        Assert.Null(_watch.Stop);

        Refuse(1);

        Assert.Contains("403 not.authorized", Assert.IsType<RunStop.PermissionMissing>(_watch.Stop).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_who_is_let_in_between_begins_the_row_anew()
    {
        Refuse(AccessWatch.MaxInARow - 1);
        _watch.Admitted();
        Refuse(AccessWatch.MaxInARow - 1);

        Assert.Null(_watch.Stop);
    }

    private void Refuse(int times)
    {
        for (var time = 0; time < times; time++)
        {
            _watch.Refused(UserProblem.Forbidden("403 not.authorized"));
        }
    }
}
