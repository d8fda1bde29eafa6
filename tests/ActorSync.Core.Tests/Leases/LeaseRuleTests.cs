using ActorSync.Core.Leases;
using NodaTime;

namespace ActorSync.Core.Tests.Leases;

public sealed class LeaseRuleTests
{
    private const string Lock = "lock-1";

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly Duration Attempt = Duration.FromSeconds(30);
    private static readonly LeaseAsker WithLock = new("a", Lock, Attempt);
    private static readonly LeaseAsker WithoutLock = WithLock with { LockId = null };
    private static readonly WriterOwner Owner = new(7, "a", "run", Now) { Id = "o", LockId = Lock };

    private static readonly WriterLease Fresh = new(4, Owner, Now + Duration.FromSeconds(20));
    private static readonly WriterLease RunOut = new(4, Owner, Now - Duration.FromSeconds(10));

    [Fact]
    public void A_lease_that_was_given_back_is_taken_at_once_with_the_next_epoch() =>
        Assert.Equal(new LeaseDecision.Take(5, null), LeaseRule.Decide(Fresh with { Owner = null }, Now, WithoutLock));

    [Fact]
    public void A_lease_that_holds_is_held_against_one_who_does_not_have_the_owners_lock()
    {
        Assert.Equal(new LeaseDecision.Held(Fresh), LeaseRule.Decide(Fresh, Now, WithoutLock));
        Assert.Equal(new LeaseDecision.Held(Fresh), LeaseRule.Decide(Fresh, Now, WithLock with { LockId = "lock-of-another-folder" }));
        Assert.Equal(new LeaseDecision.Held(Fresh), LeaseRule.Decide(Fresh, Now, WithLock with { Host = "b" }));
    }

    [Fact]
    public void Whoever_has_the_very_lock_that_the_owner_would_still_keep_does_not_wait_for_the_end_of_its_lease() =>
        Assert.Equal(new LeaseDecision.Take(5, null), LeaseRule.Decide(Fresh, Now, WithLock));

    [Fact]
    public void A_lease_that_has_run_out_is_watched_first_since_its_owner_may_renew_it_yet()
    {
        Assert.Equal(new LeaseDecision.RunOut(RunOut), LeaseRule.Decide(RunOut, Now, WithoutLock));
        Assert.Equal(new LeaseDecision.RunOut(RunOut), LeaseRule.Decide(RunOut, Now, WithLock with { LockId = "lock-of-another-folder" }));
    }

    [Fact]
    public void One_that_was_renewed_while_it_was_watched_is_watched_anew_or_held()
    {
        var renewed = RunOut with { ExpiresAt = Now + Duration.FromSeconds(20) };

        Assert.Equal(new LeaseDecision.Held(renewed), LeaseRule.Decide(renewed, Now, WithoutLock with { Watched = RunOut }));
        Assert.Equal(new LeaseDecision.RunOut(renewed), LeaseRule.Decide(renewed, Now + Duration.FromMinutes(1), WithoutLock with { Watched = RunOut }));
    }

    [Fact]
    public void One_that_stays_as_it_is_while_it_is_watched_is_taken_and_one_attempts_time_is_waited_from_its_end() =>
        Assert.Equal(new LeaseDecision.Take(5, Now + Duration.FromSeconds(20)), LeaseRule.Decide(RunOut, Now, WithoutLock with { Watched = RunOut }));

    [Fact]
    public void Nothing_is_waited_for_once_that_time_has_passed() =>
        Assert.Equal(new LeaseDecision.Take(5, null), LeaseRule.Decide(RunOut, Now + Duration.FromMinutes(1), WithoutLock with { Watched = RunOut }));

    [Fact]
    public void Whoever_lives_renews_a_lease_that_has_run_out_before_it_is_taken_even_where_a_try_hangs() =>
        Assert.True(LeaseTerm.Default.WatchFor > LeaseTerm.Default.RenewEvery + LeaseTerm.Default.RetryEvery); // So long a try may hang, and so long after it the next one comes.

    [Fact]
    public void An_owner_that_keeps_no_lock_is_not_proved_dead_by_one() =>
        Assert.IsType<LeaseDecision.Held>(LeaseRule.Decide(Fresh with { Owner = Owner with { LockId = null } }, Now, WithLock));

    [Fact]
    public void Where_no_lease_was_ever_taken_only_the_lock_tells_that_nobody_else_writes()
    {
        Assert.Equal(LeaseDecision.Locked.Instance, LeaseRule.Decide(WriterLease.None, Now, WithoutLock));
        Assert.Equal(new LeaseDecision.Take(1, null), LeaseRule.Decide(WriterLease.None, Now, WithLock));
    }
}
