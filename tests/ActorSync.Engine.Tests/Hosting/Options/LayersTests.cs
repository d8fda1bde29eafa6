using ActorSync.Core.Policies;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class LayersTests : IDisposable
{
    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void Without_anything_every_option_has_its_default()
    {
        var options = _configuration.Options();

        Assert.Equal(new TargetOptions(), options.Target);
        Assert.Equal(new SourceOptions() with { Columns = options.Source.Columns }, options.Source);
        Assert.Equal(new SyncPolicies(), options.Policy);
        Assert.Equal(new GuardLimits(), options.Guard);
        Assert.Equal(new JournalOptions(), options.Journal);
        Assert.Equal(Path.Combine(_configuration.Directory, "data"), options.State.Directory);
        Assert.Empty(options.Source.Columns);
        Assert.Empty(options.Scope.Divisions);
    }

    [Fact]
    public void The_environment_overrides_the_file_and_set_overrides_both()
    {
        var options = _configuration
            .File("""{"Target": {"Tokens": 2, "RequestsPerMinute": 100, "MaxInFlight": 7}}""")
            .Environment("ACTORSYNC_Target__Tokens", "3")
            .Environment("ACTORSYNC_TARGET__REQUESTSPERMINUTE", "200")
            .Set("target:tokens=4")
            .Options();

        Assert.Equal((4, 200, 7), (options.Target.Tokens, options.Target.RequestsPerMinute, options.Target.MaxInFlight));
    }

    [Fact]
    public void A_later_set_replaces_an_earlier_one() =>
        Assert.Equal(5, _configuration.Set("Target:Tokens=4", "Target:Tokens=5").Options().Target.Tokens);

    [Fact]
    public void The_file_may_hold_comments_trailing_commas_and_a_schema() =>
        Assert.Equal(2, _configuration.File("""
            // first
            { "$schema": "./actorsync.schema.json", /* second */ "target": { "TOKENS": 2, }, }
            """).Options().Target.Tokens);

    [Fact]
    public void A_byte_order_mark_is_no_obstacle() =>
        Assert.Equal(2, _configuration.File("\uFEFF{\"Target\": {\"Tokens\": 2}}").Options().Target.Tokens);

    [Fact]
    public void Null_takes_a_weaker_layers_value_back()
    {
        var options = _configuration
            .File("""{"Target": {"MaxInFlight": 7, "Tokens": 3}, "Source": {"DateFormat": null}}""")
            .Set("Target:MaxInFlight=null", "Target:Tokens=null", "Guard:MaxRemovals=none")
            .Options();

        Assert.Equal((null, 1, null), (options.Target.MaxInFlight, options.Target.Tokens, options.Guard.MaxRemovals));
    }

    [Theory]
    [InlineData("Scope:Divisions=A, B")]
    [InlineData("""Scope:Divisions=["A","B"]""")]
    [InlineData("Scope:Divisions:0=A", "Scope:Divisions:1=B")]
    public void A_list_given_by_set_replaces_the_whole_list(params string[] sets) =>
        Assert.Equal(["A", "B"], _configuration.File("""{"Scope": {"Divisions": ["X", "Y", "Z"]}}""").Set(sets).Options().Scope.Divisions);

    [Fact]
    public void A_list_given_in_the_environment_replaces_the_whole_list() =>
        Assert.Equal(["A"], _configuration
            .File("""{"Scope": {"Divisions": ["X", "Y"]}}""").Environment("ACTORSYNC_Scope__Divisions__0", "A").Options().Scope.Divisions);

    [Fact]
    public void An_empty_list_is_a_list_too() =>
        Assert.Empty(_configuration.File("""{"Scope": {"Divisions": ["X"]}}""").Set("Scope:Divisions=").Options().Scope.Divisions);

    [Fact]
    public void A_list_of_objects_is_given_as_JSON_or_member_by_member()
    {
        var options = _configuration
            .Set("""Taxonomy:Skills=[{"name":"Billing","defaultLevel":2.5}]""")
            .Set("Taxonomy:Certifications:0:name=PCI", "Taxonomy:Certifications:0:validityInDays=365")
            .Set("Taxonomy:Certifications:0:gatingSkill:name=Billing", "Taxonomy:Certifications:0:gatingSkill:level=5")
            .Options();

        Assert.Equal(2.5m, Assert.Single(options.Taxonomy.Skills).DefaultLevel!.Value.Value);
        Assert.Equal("Billing", Assert.Single(options.Taxonomy.Certifications).Gate!.Name.Value);
    }

    [Fact]
    public void A_list_given_both_as_a_whole_and_by_element_is_an_error() =>
        Assert.Equal("Scope:Divisions", _configuration.Set("Scope:Divisions=A", "Scope:Divisions:0=B").Error().Key);

    [Fact]
    public void A_whole_section_can_be_given_as_JSON() =>
        Assert.Equal("Worker", _configuration.Set("""Source:Columns={"employee_id": "Worker"}""").Options().Source.Columns["employee_id"]);

    [Theory]
    [InlineData("""{"Target": {"Tokens": 1, "tokens": 2}}""", "Target:tokens")]
    [InlineData("""{"Target": {"Tokens": 1}, "target": {"Tokens": 2}}""", "target")]
    [InlineData("""{"Taxonomy": {"Skills": [{"name": "A", "Name": "B"}]}}""", "Taxonomy:Skills:0:Name")]
    public void A_key_given_twice_in_the_file_is_an_error(string file, string key)
    {
        var error = _configuration.File(file).Error();

        Assert.Equal(key, error.Key);
        Assert.Contains("twice", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_variables_for_one_key_are_an_error() =>
        Assert.Contains("twice", _configuration
            .Environment("ACTORSYNC_TARGET__TOKENS", "1").Environment("ACTORSYNC_Target__Tokens", "2").Error().What, StringComparison.Ordinal);

    [Fact]
    public void Origins_tell_which_keys_were_given_and_where()
    {
        var loaded = _configuration
            .File("{\n\"Target\": {\n\"Tokens\": 2, \"MaxInFlight\": null}}")
            .Environment("ACTORSYNC_Source__Name", "hr")
            .Set("guard:maxremovals=3")
            .Loaded();

        Assert.Equal(
            ["Guard:MaxRemovals --set", "Source:Name environment variable ACTORSYNC_Source__Name", "Target:Tokens config/actorsync.json, line 3"],
            loaded.Origins.Places.Select(pair => $"{pair.Key} {pair.Value}".Replace('\\', '/')));
        Assert.False(loaded.Origins.IsGiven("Target:RequestsPerMinute"));
    }
}
