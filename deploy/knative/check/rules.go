package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"knative.dev/serving/pkg/apis/autoscaling"
	apiconfig "knative.dev/serving/pkg/apis/config"
)

const (
	// drain is how long the queue-proxy waits for late requests before the application is told to stop.
	drain = 30 * time.Second
	// margin is between the end of what Runnel does by itself and the moment when it would be cut.
	margin = 5 * time.Second
)

// consistent tells where the settings of Runnel, which Knative cannot know, do not go with those of Knative.
func consistent(service *Service) []error {
	spec := service.Revision.Spec
	container := spec.GetContainer()
	env := environment(container)
	total := seconds(spec.TimeoutSeconds)
	start := seconds(spec.ResponseStartTimeoutSeconds)
	idle := seconds(spec.IdleTimeoutSeconds)
	var wrong []error
	require := func(holds bool, format string, arguments ...any) {
		if !holds {
			wrong = append(wrong, fmt.Errorf(format, arguments...))
		}
	}

	require(start > 0 && start < total, "responseStartTimeoutSeconds is %s, it must be set, below timeoutSeconds", start)
	require(idle > 0 && idle < total, "idleTimeoutSeconds is %s, it must be set, below timeoutSeconds", idle)
	if run, err := env.duration("RUNNEL_HTTP_MAX_RUN_TIME"); err != nil {
		wrong = append(wrong, err)
	} else {
		require(start+run+margin <= total, "RUNNEL_HTTP_MAX_RUN_TIME is %s: after responseStartTimeoutSeconds in line a run "+
			"would be cut by timeoutSeconds; allowed is %s", run, total-start-margin)
	}
	if heartbeat, err := env.duration("RUNNEL_HTTP_HEARTBEAT"); err != nil {
		wrong = append(wrong, err)
	} else {
		require(2*heartbeat <= idle, "RUNNEL_HTTP_HEARTBEAT is %s, it must be at most half of idleTimeoutSeconds, %s",
			heartbeat, idle)
	}
	budget, err := env.duration("RUNNEL_SHUTDOWN_BUDGET")
	if err != nil {
		wrong = append(wrong, err)
	} else {
		require(drain+budget+margin <= total, "RUNNEL_SHUTDOWN_BUDGET is %s: after the %s of the drain the process would be "+
			"killed; allowed is %s", budget, drain, total-drain-margin)
	}
	if grace, err := env.duration("RUNNEL_SHUTDOWN_GRACE"); err != nil {
		wrong = append(wrong, err)
	} else {
		require(grace+margin <= budget, "RUNNEL_SHUTDOWN_GRACE is %s, it must be %s below RUNNEL_SHUTDOWN_BUDGET", grace, margin)
	}

	concurrency := spec.GetContainerConcurrency()
	require(concurrency > 0, "containerConcurrency is %d, it must be a limit", concurrency)
	if runs, err := strconv.ParseInt(env["RUNNEL_HTTP_MAX_CONCURRENT_RUNS"], 10, 64); err != nil {
		wrong = append(wrong, fmt.Errorf("RUNNEL_HTTP_MAX_CONCURRENT_RUNS is %q, it must be a whole number",
			env["RUNNEL_HTTP_MAX_CONCURRENT_RUNS"]))
	} else {
		require(runs > concurrency, "RUNNEL_HTTP_MAX_CONCURRENT_RUNS is %d, it must be above containerConcurrency, %d: "+
			"who is one too many waits in line and is not refused", runs, concurrency)
	}
	metric := service.Revision.Annotations[autoscaling.MetricAnnotationKey]
	require(metric == autoscaling.Concurrency, "autoscaling.knative.dev/metric is %q, an open stream counts in "+
		"concurrency only", metric)
	duplex := service.Revision.Annotations[apiconfig.AllowHTTPFullDuplexFeatureKey]
	require(strings.EqualFold(duplex, string(apiconfig.Enabled)), "%s is %q, a stream could be cut before the request's end "+
		"was read; allowed is %q", apiconfig.AllowHTTPFullDuplexFeatureKey, duplex, apiconfig.Enabled)

	require(env["QUARKUS_HTTP_HOST"] == "0.0.0.0", "QUARKUS_HTTP_HOST is %q, Runnel would listen to its own container only",
		env["QUARKUS_HTTP_HOST"])
	require(path(container.ReadinessProbe) == "/q/health/ready", "readinessProbe asks %q", path(container.ReadinessProbe))
	require(path(container.LivenessProbe) == "/q/health/live", "livenessProbe asks %q", path(container.LivenessProbe))
	require(!container.Resources.Requests.Memory().IsZero() && !container.Resources.Limits.Memory().IsZero(),
		"resources must request and limit memory")
	return append(wrong, confined(container.SecurityContext)...)
}

// confined tells which right a container has that Runnel needs not.
func confined(context *corev1.SecurityContext) []error {
	if context == nil {
		return []error{fmt.Errorf("there is no securityContext")}
	}
	var wrong []error
	for name, given := range map[string]bool{
		"runAsNonRoot: true":              is(context.RunAsNonRoot, true),
		"readOnlyRootFilesystem: true":    is(context.ReadOnlyRootFilesystem, true),
		"allowPrivilegeEscalation: false": is(context.AllowPrivilegeEscalation, false),
		"capabilities: {drop: [ALL]}": context.Capabilities != nil && len(context.Capabilities.Add) == 0 &&
			len(context.Capabilities.Drop) == 1 && context.Capabilities.Drop[0] == "ALL",
		"seccompProfile: {type: RuntimeDefault}": context.SeccompProfile != nil &&
			context.SeccompProfile.Type == corev1.SeccompProfileTypeRuntimeDefault,
	} {
		if !given {
			wrong = append(wrong, fmt.Errorf("securityContext lacks %s", name))
		}
	}
	return wrong
}

type variables map[string]string

func environment(container *corev1.Container) variables {
	values := variables{}
	for _, variable := range container.Env {
		values[variable.Name] = variable.Value
	}
	return values
}

func (v variables) duration(name string) (time.Duration, error) {
	value, err := time.ParseDuration(v[name])
	if err != nil {
		return 0, fmt.Errorf("%s is %q, it must be a duration such as 15s", name, v[name])
	}
	return value, nil
}

func seconds(value *int64) time.Duration {
	if value == nil {
		return 0
	}
	return time.Duration(*value) * time.Second
}

func path(probe *corev1.Probe) string {
	if probe == nil || probe.HTTPGet == nil {
		return ""
	}
	return probe.HTTPGet.Path
}

func is(value *bool, wanted bool) bool {
	return value != nil && *value == wanted
}
