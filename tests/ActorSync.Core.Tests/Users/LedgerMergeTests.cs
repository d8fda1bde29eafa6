using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class LedgerMergeTests
{
    private static readonly SourceName Hris = new("hris");
    private static readonly SourceName Training = new("training");
    private static readonly OwnedSkill Billing = new(Hris, new SkillId("billing"), new Level(3));
    private static readonly OwnedSkill Spanish = new(Training, new SkillId("spanish"), new Level(4));

    [Fact]
    public void A_ledger_that_has_not_changed_becomes_what_the_plan_noted()
    {
        var noted = AgentLedger.Empty with { Employee = "001", StatedBy = [Hris] };

        Assert.Equal(noted, LedgerMerge.Rebase(AgentLedger.Empty, noted, AgentLedger.Empty));
    }

    [Fact]
    public void What_another_source_noted_meanwhile_stays()
    {
        var noted = AgentLedger.Empty with { Employee = "001", StatedBy = [Hris] };
        var now = AgentLedger.Empty with { Employee = "001", StatedBy = [Training], Skills = [Spanish] };

        var merged = LedgerMerge.Rebase(AgentLedger.Empty, noted, now);

        Assert.Equal([Hris, Training], merged.StatedBy);
        Assert.Equal([Spanish], merged.Skills);
    }

    [Fact]
    public void Ownership_that_the_plan_found_lost_stays_lost()
    {
        var before = AgentLedger.Empty with { Skills = [Billing] };
        var now = AgentLedger.Empty with { Skills = [Billing, Spanish] };

        Assert.Equal([Spanish], LedgerMerge.Rebase(before, AgentLedger.Empty, now).Skills);
    }

    [Fact]
    public void Dates_that_the_plan_noted_replace_those_of_the_same_certification()
    {
        var id = new CertificationId("PCI");
        var other = new CertificationDates(new CertificationId("FirstAid"), null, Instant.FromUtc(2030, 1, 1, 0, 0), null, []);
        var stated = new CertificationDates(id, null, Instant.FromUtc(2031, 1, 1, 0, 0), null, []);
        var older = stated with { OfficialExpiry = Instant.FromUtc(2029, 1, 1, 0, 0) };

        var merged = LedgerMerge.Rebase(AgentLedger.Empty with { Dates = [older] }, AgentLedger.Empty with { Dates = [stated] }, AgentLedger.Empty with { Dates = [other, older] });

        Assert.Equal([other, stated], merged.Dates);
    }

    [Fact]
    public void Dates_that_were_stated_after_the_plan_was_made_stay()
    {
        var planned = new CertificationDates(new CertificationId("PCI"), null, Instant.FromUtc(2031, 1, 1, 0, 0), null, []);
        var later = planned with { OfficialExpiry = Instant.FromUtc(2026, 1, 1, 0, 0) };

        Assert.Equal([later], LedgerMerge.Rebase(AgentLedger.Empty, AgentLedger.Empty with { Dates = [planned] }, AgentLedger.Empty with { Dates = [later] }).Dates);
    }
}
